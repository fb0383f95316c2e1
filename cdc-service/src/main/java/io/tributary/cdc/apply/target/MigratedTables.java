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
 * Finds the target's tables that a source has filled: those that the mapping leads to, that carry
 * the trigger which closes a migrated table (a table of somebody else in the same schema does not)
 * and that have storage. Emptying thousands of tables that are empty would only take time and more
 * locks than many servers have.
 */
final class MigratedTables {
  private static final String FILLED_TABLES =
      """
      SELECT c.relname::text AS name
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND EXISTS (
        SELECT FROM pg_catalog.pg_trigger t
        WHERE t.tgrelid = c.oid AND t.tgname = 'tributary_closed')
        AND (pg_catalog.pg_relation_size(c.oid) > 0 OR EXISTS (
          SELECT FROM pg_catalog.pg_partition_tree(c.oid) p
          WHERE pg_catalog.pg_relation_size(p.relid) > 0))
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
      for (Row row : session.query(FILLED_TABLES, schema)) {
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
