package io.tributary.cdc.preflight;

import io.tributary.common.plan.Migration;
import java.util.List;

/**
 * A reachable target with what is known of the sources.
 *
 * @param migration the migration
 * @param query asks the target
 * @param sources those that answered
 */
record TargetReading(Migration migration, Query query, List<SourceSummary> sources) {
  static final String SUBJECT = "target";

  String user() {
    return migration.target().connection().user();
  }

  String database() {
    return migration.target().connection().database();
  }
}
