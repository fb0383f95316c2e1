package io.tributary.cdc.source.sqlite.schema;

import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import io.tributary.mapping.table.TableMapping;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A foreign key of the target.
 *
 * @param child the table that refers
 * @param name the constraint's name
 * @param columns that refer
 * @param parent the table that is referred to
 * @param parentColumns its columns, in the order of the child's
 * @param full whether a key that is NULL in part is no key (MATCH FULL)
 * @param validated whether PostgreSQL has looked at every row, or was never told not to
 */
record ForeignKey(
    TableName child,
    String name,
    List<String> columns,
    TableName parent,
    List<String> parentColumns,
    boolean full,
    boolean validated) {

  private static final String KEYS =
      """
      SELECT n.nspname, c.relname, f.conname,
             ARRAY(SELECT a.attname::text FROM unnest(f.conkey) WITH ORDINALITY AS k (num, at)
                     JOIN pg_catalog.pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.num
                    ORDER BY k.at),
             pn.nspname, p.relname,
             ARRAY(SELECT a.attname::text FROM unnest(f.confkey) WITH ORDINALITY AS k (num, at)
                     JOIN pg_catalog.pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.num
                    ORDER BY k.at),
             f.confmatchtype = 'f', f.convalidated
        FROM pg_catalog.pg_constraint f
        JOIN pg_catalog.pg_class c ON c.oid = f.conrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_class p ON p.oid = f.confrelid
        JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
       WHERE f.contype = 'f' AND f.conparentid = 0
         AND (n.nspname, c.relname) IN (SELECT * FROM unnest(?::text[], ?::text[]))
       ORDER BY 1, 2, 3\
      """;

  /** The foreign keys of the tables that a source fills. */
  static List<ForeignKey> of(DatabaseSession target, List<TableMapping> tables) {
    return target.list(
        KEYS,
        row ->
            new ForeignKey(
                new TableName(row.getString(1), row.getString(2)),
                row.getString(3),
                List.of((String[]) row.getArray(4).getArray()),
                new TableName(row.getString(5), row.getString(6)),
                List.of((String[]) row.getArray(7).getArray()),
                row.getBoolean(8),
                row.getBoolean(9)),
        tables.stream().map(table -> table.target().schema()).toArray(String[]::new),
        tables.stream().map(table -> table.target().name()).toArray(String[]::new));
  }

  /** A condition on the child's row {@code c}: it refers to nothing. */
  String orphaned() {
    String link = full ? " OR " : " AND ";
    String refers = each(i -> "c." + column(i) + " IS NOT NULL", link);
    String found = each(i -> "p." + parentColumn(i) + " = c." + column(i), " AND ");
    return "(%s) AND NOT EXISTS (SELECT FROM %s p WHERE %s)"
        .formatted(refers, Sql.table(parent), found);
  }

  String validate() {
    return "ALTER TABLE %s VALIDATE CONSTRAINT %s"
        .formatted(Sql.table(child), Sql.identifier(name));
  }

  private String each(IntFunction<String> part, String link) {
    return IntStream.range(0, columns.size()).mapToObj(part).collect(Collectors.joining(link));
  }

  private String column(int i) {
    return Sql.identifier(columns.get(i));
  }

  private String parentColumn(int i) {
    return Sql.identifier(parentColumns.get(i));
  }
}
