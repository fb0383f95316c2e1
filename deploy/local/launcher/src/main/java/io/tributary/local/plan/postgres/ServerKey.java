package io.tributary.local.plan.postgres;

import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.local.catalog.LookConnection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A constraint by which rows are held against others: a foreign key, a primary key or a unique one.
 *
 * @param table whose it is
 * @param name its name
 * @param columns in its order
 * @param parent the table that a foreign key refers to; the same table for others
 * @param parentColumns its columns, one for each
 * @param operators by which they are compared, with their schemas
 * @param foreign whether it is a foreign key
 * @param full whether a key that is NULL in part is no key (MATCH FULL)
 * @param trusted whether PostgreSQL or an extension compares, and no function of an application
 */
record ServerKey(
    TableName table,
    String name,
    List<String> columns,
    TableName parent,
    List<String> parentColumns,
    List<String> operators,
    boolean foreign,
    boolean full,
    boolean trusted) {
  /** Keys that are not validated stay so in the target, whatever rows there are. */
  private static final String ALL =
      """
      SELECT n.nspname, c.relname, k.conname,
             ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u (num, at)
                     JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num
                    ORDER BY u.at),
             coalesce(pn.nspname, n.nspname), coalesce(p.relname, c.relname),
             ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS u (num, at)
                     JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.num
                    ORDER BY u.at),
             ARRAY(SELECT pg_catalog.format('OPERATOR(%I.%s)', x.nspname, o.oprname)
                     FROM unnest(k.conpfeqop) WITH ORDINALITY AS u (op, at)
                     JOIN pg_catalog.pg_operator o ON o.oid = u.op
                     JOIN pg_catalog.pg_namespace x ON x.oid = o.oprnamespace
                    ORDER BY u.at),
             k.contype = 'f', k.confmatchtype = 'f',
             NOT EXISTS (
               SELECT FROM unnest(k.conkey) AS u (num)
                 JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num
                 JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                WHERE t.oid >= 16384
                  AND t.typtype <> 'e'
                  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                                   WHERE d.classid = 'pg_catalog.pg_type'::regclass
                                     AND d.objid = t.oid AND d.deptype = 'e'))
             AND NOT EXISTS (
               SELECT FROM unnest(k.conpfeqop) AS u (op)
                WHERE u.op >= 16384
                  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                                   WHERE d.classid = 'pg_catalog.pg_operator'::regclass
                                     AND d.objid = u.op AND d.deptype = 'e'))
        FROM pg_catalog.pg_constraint k
        JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_class p ON p.oid = nullif(k.confrelid, 0)
        LEFT JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
       WHERE k.contype IN ('f', 'p', 'u') AND k.convalidated AND k.conparentid = 0
         AND n.nspname = ANY (?)
       ORDER BY 1, 2, 3\
      """;

  static List<ServerKey> in(LookConnection database, String[] schemas) throws SQLException {
    return database.list(ALL, ServerKey::read, (Object) schemas);
  }

  private static ServerKey read(ResultSet row) throws SQLException {
    return new ServerKey(
        new TableName(row.getString(1), row.getString(2)),
        row.getString(3),
        List.of((String[]) row.getArray(4).getArray()),
        new TableName(row.getString(5), row.getString(6)),
        List.of((String[]) row.getArray(7).getArray()),
        List.of((String[]) row.getArray(8).getArray()),
        row.getBoolean(9),
        row.getBoolean(10),
        row.getBoolean(11));
  }

  /** The key of each row that breaks it, and how many there are; at most so many rows. */
  String broken(int most) {
    String values =
        columns.stream()
            .map(
                column ->
                    "%s || coalesce(c.%s::text, 'NULL')"
                        .formatted(Sql.literal(column + " = "), Sql.identifier(column)))
            .collect(Collectors.joining(" || ', ' || "));
    return (foreign ? orphans(values) : twins(values)) + " LIMIT " + most;
  }

  private String orphans(String values) {
    String there =
        columns.stream()
            .map(column -> "c." + Sql.identifier(column) + " IS NOT NULL")
            .collect(Collectors.joining(full ? " OR " : " AND "));
    String found =
        IntStream.range(0, columns.size())
            .mapToObj(
                i ->
                    "p.%s %s c.%s"
                        .formatted(
                            Sql.identifier(parentColumns.get(i)),
                            operators.get(i),
                            Sql.identifier(columns.get(i))))
            .collect(Collectors.joining(" AND "));
    return "SELECT %s, count(*) OVER () FROM %s c WHERE (%s) AND NOT EXISTS (SELECT FROM %s p WHERE %s)"
        .formatted(values, Sql.table(table), there, Sql.table(parent), found);
  }

  /** Of rows with one key all but one are too many. */
  private String twins(String values) {
    String names =
        columns.stream().map(c -> "c." + Sql.identifier(c)).collect(Collectors.joining(", "));
    String there =
        columns.stream()
            .map(column -> "c." + Sql.identifier(column) + " IS NOT NULL")
            .collect(Collectors.joining(" AND "));
    return "SELECT %s, (sum(count(*) - 1) OVER ())::bigint FROM %s c WHERE %s GROUP BY %s HAVING count(*) > 1"
        .formatted(values, Sql.table(table), there, names);
  }
}
