package io.tributary.cdc.apply.target;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the target's tables that a source fills: those that the mapping leads to and that carry the
 * trigger which closes a migrated table. A table of somebody else in the same schema does not.
 */
final class MigratedTables {
  private static final String CLOSED_TABLES =
      """
      SELECT c.relname::text AS name
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND EXISTS (
        SELECT FROM pg_catalog.pg_trigger t
        WHERE t.tgrelid = c.oid AND t.tgname = 'tributary_closed')
      ORDER BY c.relname""";

  private MigratedTables() {}

  static List<TableName> of(TargetSession session, Source source) {
    Set<String> schemas = new LinkedHashSet<>();
    for (SchemaMapping mapping : source.schemas()) {
      schemas.add(mapping.to());
      schemas.addAll(mapping.tables().values());
    }
    List<TableName> out = new ArrayList<>();
    for (String schema : schemas) {
      for (Row row : session.query(CLOSED_TABLES, schema)) {
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
