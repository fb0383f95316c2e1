package io.tributary.cdc.fence;

import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import java.util.Map;

/**
 * What is fenced: one source of one migration.
 *
 * @param migration the migration
 * @param source the source
 */
record FenceSubject(Migration migration, Source source) {

  /** The stream whose changes end at the fence. */
  StreamId stream() {
    return new StreamId(migration.name(), source.name());
  }

  /** The schemas that move, as the catalog spells them. */
  String[] schemas() {
    return source.schemas().stream().map(mapping -> mapping.from()).toArray(String[]::new);
  }

  boolean moves(TableName table) {
    return source.targetOf(table).isPresent();
  }

  boolean owns(FenceSession.FencedTable fenced) {
    return fenced.migration().equals(migration.name()) && fenced.source().equals(source.name());
  }

  /** Where the data is going, for people. */
  String destination() {
    return migration.target().connection().display();
  }

  /** Where one table is going, for people. */
  String destination(TableName table) {
    return source.targetOf(table).map(TableName::display).orElse(table.display());
  }

  /** The facts that every error of this fence carries. */
  Map<String, String> fields() {
    return Map.of("migration", migration.name(), "source", source.name());
  }
}
