package io.tributary.cdc.preflight;

import io.tributary.common.plan.Migration;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

  /** The roles of the target's server, and those that the migration makes. */
  Set<String> roles() throws SQLException {
    Set<String> roles = new HashSet<>(query.texts("SELECT rolname FROM pg_catalog.pg_roles"));
    migration.target().schemas().values().forEach(schema -> roles.add(schema.role()));
    return roles;
  }

  String database() {
    return migration.target().connection().database();
  }
}
