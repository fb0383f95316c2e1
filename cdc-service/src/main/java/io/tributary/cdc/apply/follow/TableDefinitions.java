package io.tributary.cdc.apply.follow;

import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.definition.DefinitionCatalog;
import io.tributary.cdc.definition.DefinitionSql;
import io.tributary.cdc.definition.TableDefinition;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The definitions of the source's tables at the stream's checkpoint, kept in the target beside it;
 * and those that the target's tables have now. Not thread-safe.
 */
final class TableDefinitions {
  private static final String READ =
      "SELECT shape::text AS found FROM tributary.table_shape WHERE migration = $1 AND source = $2";
  private static final String KEEP =
      """
      UPDATE tributary.table_shape SET shape = $4::text::jsonb, updated_at = now()
       WHERE migration = $1 AND source = $2 AND oid = $3""";
  private static final String FORGET =
      "DELETE FROM tributary.table_shape WHERE migration = $1 AND source = $2 AND oid = $3";

  private final StreamId stream;
  private final Map<Long, TableDefinition> known = new HashMap<>();

  TableDefinitions(StreamId stream) {
    this.stream = stream;
  }

  /** Reads what is committed. */
  void load(ApplySession session) {
    known.clear();
    for (Row row : session.query(READ, stream.migration(), stream.source())) {
      TableDefinition definition = DefinitionCatalog.parse(row.getString("found"));
      known.put(definition.oid(), definition);
    }
  }

  /** Whether nothing is known: the target was not prepared by this service. */
  boolean none() {
    return known.isEmpty();
  }

  Collection<TableDefinition> all() {
    return known.values();
  }

  Optional<TableDefinition> byOid(long oid) {
    return Optional.ofNullable(known.get(oid));
  }

  Optional<TableDefinition> named(TableName table) {
    return known.values().stream().filter(d -> d.table().equals(table)).findFirst();
  }

  /** Keeps a definition in the open transaction. */
  void keep(ApplySession session, TableDefinition definition) {
    session.query(
        KEEP, stream.migration(), stream.source(), definition.oid(), Json.text(definition));
    known.put(definition.oid(), definition);
  }

  /** Forgets a table in the open transaction. */
  void forget(ApplySession session, long oid) {
    session.query(FORGET, stream.migration(), stream.source(), oid);
    known.remove(oid);
  }

  /** The target's table as it is now. */
  static Optional<TableDefinition> inTarget(ApplySession session, TableName table) {
    for (Row row : session.query(DefinitionSql.BY_NAME, table.schema(), table.name())) {
      return Optional.of(DefinitionCatalog.parse(row.getString("found")));
    }
    return Optional.empty();
  }
}
