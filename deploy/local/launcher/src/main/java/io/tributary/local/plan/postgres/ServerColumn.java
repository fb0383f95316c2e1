package io.tributary.local.plan.postgres;

import io.tributary.common.model.TableName;
import io.tributary.local.catalog.LookConnection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A column of a table, as the catalog has it.
 *
 * @param table whose it is
 * @param name its name
 * @param type as PostgreSQL writes it, with the schema where that is not PostgreSQL's own
 * @param typeSchema the schema of the type, or of an array's elements
 * @param extension whose type that is; empty for others
 * @param generated whether an expression of the table computes it
 * @param identity a, d, or empty: always, by default, not at all
 * @param expression its default or what computes it; empty for none
 * @param keyPlace its place in the primary key, from 1; 0 for none
 */
record ServerColumn(
    TableName table,
    String name,
    String type,
    String typeSchema,
    String extension,
    boolean generated,
    String identity,
    String expression,
    int keyPlace) {
  private static final String ALL =
      """
      SELECT n.nspname, c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
             tn.nspname,
             coalesce((SELECT x.extname FROM pg_catalog.pg_depend p
                         JOIN pg_catalog.pg_extension x ON x.oid = p.refobjid
                        WHERE p.classid = 'pg_catalog.pg_type'::regclass AND p.objid = e.oid
                          AND p.deptype = 'e'), ''),
             a.attgenerated <> '', a.attidentity::text,
             coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid), ''),
             coalesce(array_position(i.indkey::int2[], a.attnum) + 1, 0)
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        JOIN pg_catalog.pg_type e
          ON e.oid = CASE WHEN t.typlen = -1 AND t.typelem <> 0 THEN t.typelem ELSE t.oid END
        JOIN pg_catalog.pg_namespace tn ON tn.oid = e.typnamespace
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary
       WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND n.nspname = ANY (?)
         AND a.attnum > 0 AND NOT a.attisdropped
       ORDER BY 1, 2, a.attnum\
      """;

  /** By table, in the order of the table. */
  static Map<TableName, List<ServerColumn>> in(LookConnection database, String[] schemas)
      throws SQLException {
    Map<TableName, List<ServerColumn>> columns = new LinkedHashMap<>();
    database
        .list(ALL, ServerColumn::read, (Object) schemas)
        .forEach(c -> columns.computeIfAbsent(c.table(), t -> new ArrayList<>()).add(c));
    return columns;
  }

  private static ServerColumn read(ResultSet row) throws SQLException {
    return new ServerColumn(
        new TableName(row.getString(1), row.getString(2)),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getBoolean(7),
        row.getString(8),
        row.getString(9),
        row.getInt(10));
  }

  /** What gives a new row its value, in words; empty for nothing. */
  String filled() {
    if (generated) {
      return expression;
    }
    return switch (identity) {
      case "a" -> "identity, always";
      case "d" -> "identity, by default";
      default -> expression.isEmpty() ? "" : "default " + expression;
    };
  }
}
