package io.tributary.cdc.apply.count;

import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Adds the counts of partitions up under the table that they are of, which is the name that
 * verdicts have. The target's catalog is asked, since its tables are the source's.
 *
 * @param source whose tables are counted
 */
public record PartitionRoots(Source source) {
  private static final String ROOTS =
      """
      SELECT a.place::int, n.nspname, r.relname
        FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS a(schema, name, place)
        JOIN pg_catalog.pg_namespace an ON an.nspname = a.schema
        JOIN pg_catalog.pg_class c ON c.relnamespace = an.oid AND c.relname = a.name
        JOIN pg_catalog.pg_class r ON r.oid = pg_catalog.pg_partition_root(c.oid)
        JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace
       WHERE c.relispartition""";

  /** The same counts, by the tables that are no partitions. */
  public Map<TableName, TableChangeCount> added(
      ApplySession session, Map<TableName, TableChangeCount> counts) {
    List<TableName> tables =
        counts.keySet().stream().filter(table -> source.targetOf(table).isPresent()).toList();
    Map<TableName, TableName> roots = roots(session, tables);
    Map<TableName, TableChangeCount> added = new TreeMap<>();
    counts.forEach(
        (table, count) ->
            added.merge(roots.getOrDefault(table, table), count, TableChangeCount::plus));
    return added;
  }

  private Map<TableName, TableName> roots(ApplySession session, List<TableName> tables) {
    List<TableName> copies = new ArrayList<>();
    tables.forEach(table -> copies.add(source.targetOf(table).orElseThrow()));
    Map<TableName, TableName> roots = new TreeMap<>();
    for (Row row :
        session.query(
            ROOTS,
            copies.stream().map(TableName::schema).toArray(String[]::new),
            copies.stream().map(TableName::name).toArray(String[]::new))) {
      TableName copy = new TableName(row.getString(1), row.getString(2));
      sourceOf(copy).ifPresent(root -> roots.put(tables.get(row.getInteger(0) - 1), root));
    }
    return roots;
  }

  /** Tables of a PostgreSQL source keep their names. */
  private Optional<TableName> sourceOf(TableName copy) {
    return source.schemas().stream()
        .map(SchemaMapping::from)
        .map(schema -> new TableName(schema, copy.name()))
        .filter(table -> source.targetOf(table).filter(copy::equals).isPresent())
        .findFirst();
  }
}
