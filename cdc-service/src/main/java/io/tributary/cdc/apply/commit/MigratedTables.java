package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the target's tables that a source has filled, which alone may be emptied: those that the
 * mapping leads to, that carry the trigger by which this migration has closed them (a table of
 * somebody else in the same schema does not, nor does one of another migration) and that have
 * storage. Emptying thousands of tables that are empty would only take time and more locks than
 * many servers have.
 */
final class MigratedTables {
  private static final String FILLED_TABLES =
      """
      SELECT c.relname::text AS name
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND EXISTS (
        SELECT FROM pg_catalog.pg_trigger t
        WHERE t.tgrelid = c.oid AND t.tgname = 'tributary_closed'
          AND (t.tgnargs = 0 OR encode(t.tgargs, 'escape') = $2 || '\\000'))
        AND (pg_catalog.pg_relation_size(c.oid) > 0 OR EXISTS (
          SELECT FROM pg_catalog.pg_partition_tree(c.oid) p
          WHERE pg_catalog.pg_relation_size(p.relid) > 0))
      ORDER BY c.relname""";

  private static final String CLOSED =
      """
      SELECT FROM pg_catalog.pg_trigger t
      JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND c.relname = $2 AND t.tgname = 'tributary_closed'
        AND (t.tgnargs = 0 OR encode(t.tgargs, 'escape') = $3 || '\\000')""";

  private MigratedTables() {}

  /**
   * Makes sure that the migration has closed a table when it was prepared, which it does only once
   * it is decided what becomes of rows in it.
   *
   * @throws TributaryException {@link ApplyError#NOT_CLOSED}
   */
  static void requireClosed(ApplySession session, StreamId stream, TableName table) {
    if (session.query(CLOSED, table.schema(), table.name(), stream.migration()).size() == 0) {
      throw new TributaryException(
          ApplyError.NOT_CLOSED,
          "Table "
              + table.display()
              + " of the target was not closed when source "
              + stream.source()
              + " was prepared, so what it holds is not known to be the source's, and it is not"
              + " emptied for the first copy. "
              + stream.beginAnew(),
          Map.of("source", stream.source(), "table", table.display()));
    }
  }

  static List<TableName> of(ApplySession session, Source source, StreamId stream) {
    Set<String> schemas = new LinkedHashSet<>();
    for (SchemaMapping mapping : source.schemas()) {
      schemas.add(mapping.to());
      schemas.addAll(mapping.tables().values());
    }
    List<TableName> out = new ArrayList<>();
    for (String schema : schemas) {
      for (Row row : session.query(FILLED_TABLES, schema, stream.migration())) {
        TableName table = new TableName(schema, row.getString("name"));
        if (fills(source, table)) {
          out.add(table);
        }
      }
    }
    return out;
  }

  private static boolean fills(Source source, TableName target) {
    return source.schemas().stream()
        .map(mapping -> new TableName(mapping.from(), target.name()))
        .anyMatch(table -> source.targetOf(table).filter(target::equals).isPresent());
  }
}
