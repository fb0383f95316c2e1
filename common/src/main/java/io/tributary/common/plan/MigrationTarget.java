package io.tributary.common.plan;

import io.tributary.common.model.DatabaseAddress;
import java.util.Map;
import java.util.Optional;

/**
 * The one PostgreSQL that everything moves to.
 *
 * @param connection how to reach it; the role creates schemas, roles and a scratch database
 * @param extensionsSchema where extensions live that are not there yet, {@code public} by default
 * @param schemas each schema that the migration fills, by name
 */
public record MigrationTarget(
    DatabaseAddress connection, String extensionsSchema, Map<String, TargetSchema> schemas) {

  public MigrationTarget {
    schemas = Map.copyOf(schemas);
  }

  /** What the file says of a schema; empty when it does not list the schema. */
  public Optional<TargetSchema> schema(String name) {
    return Optional.ofNullable(schemas.get(name));
  }
}
