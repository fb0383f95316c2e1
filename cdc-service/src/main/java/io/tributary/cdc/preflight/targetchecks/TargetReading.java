package io.tributary.cdc.preflight.targetchecks;

import io.tributary.cdc.preflight.check.ServerReading;
import io.tributary.cdc.preflight.check.SourceSummary;
import io.tributary.common.plan.Migration;
import io.tributary.database.DatabaseSession;
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
public record TargetReading(Migration migration, DatabaseSession query, List<SourceSummary> sources)
    implements ServerReading {
  public static final String SUBJECT = "target";

  @Override
  public String subject() {
    return SUBJECT;
  }

  @Override
  public String user() {
    return migration.target().connection().user();
  }

  /** The roles of the target's server, and those that the migration makes. */
  Set<String> roles() {
    Set<String> roles = new HashSet<>(query.texts("SELECT rolname FROM pg_catalog.pg_roles"));
    migration.target().schemas().values().forEach(schema -> roles.add(schema.role()));
    return roles;
  }

  String database() {
    return migration.target().connection().database();
  }
}
