package io.tributary.common.plan;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import java.util.Map;

/**
 * One source of one migration, and how it is called everywhere.
 *
 * @param migration the migration
 * @param source one of its sources
 */
public record MovingSource(Migration migration, Source source) {

  /** The stream of its changes. */
  public StreamId stream() {
    return new StreamId(migration.name(), source.name());
  }

  /** The target's database. */
  public DatabaseAddress target() {
    return migration.target().connection();
  }

  /** The schemas that move, as the source's catalog spells them. */
  public String[] schemas() {
    return source.schemas().stream().map(SchemaMapping::from).toArray(String[]::new);
  }

  /** Whether this table of the source moves. */
  public boolean moves(TableName table) {
    return source.targetOf(table).isPresent();
  }

  /** The facts that errors about it carry. */
  public Map<String, String> fields() {
    return Map.of("migration", migration.name(), "source", source.name());
  }
}
