package io.tributary.local.catalog;

import io.tributary.common.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A table of a PostgreSQL database with what preflight would refuse of it.
 *
 * @param schema its schema
 * @param name its name
 * @param kind as in pg_class: r, p or f
 * @param unlogged whether its changes are in no WAL
 * @param estimate of its rows; negative where it was never analyzed
 * @param bytes with indexes and TOAST
 * @param written whether it has a column that is written
 * @param twins columns whose names differ by case alone; empty for none
 * @param catalog columns that name objects of the database; empty for none
 */
public record ServerTable(
    String schema,
    String name,
    String kind,
    boolean unlogged,
    long estimate,
    long bytes,
    boolean written,
    String twins,
    String catalog) {
  private static final String ALL =
      """
      SELECT n.nspname, c.relname, c.relkind, c.relpersistence = 'u', c.reltuples::bigint,
             CASE c.relkind WHEN 'r' THEN pg_catalog.pg_total_relation_size(c.oid) ELSE 0 END,
             EXISTS (SELECT FROM pg_catalog.pg_attribute a
                      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                        AND a.attgenerated = ''),
             coalesce((SELECT string_agg(t.names, '; ') FROM (
               SELECT string_agg(a.attname, ', ' ORDER BY a.attnum) AS names
                 FROM pg_catalog.pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                GROUP BY lower(a.attname) HAVING count(*) > 1) t), ''),
             coalesce((SELECT string_agg(a.attname, ', ' ORDER BY a.attnum)
                 FROM pg_catalog.pg_attribute a
                 JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                  AND t.typnamespace = 'pg_catalog'::regnamespace
                  AND t.typname IN ('regclass', 'regproc', 'regprocedure', 'regoper',
                                    'regoperator', 'regnamespace', 'regrole')), '')
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't'
         AND n.nspname NOT LIKE 'pg\\_%'
         AND n.nspname NOT IN ('information_schema', 'tributary', 'tributary_fence')
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                          WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid
                            AND d.deptype = 'e')
       ORDER BY 1, 2\
      """;

  /** All of a database, but those of extensions and of Tributary. */
  public static List<ServerTable> in(LookConnection database) throws SQLException {
    return database.list(ALL, ServerTable::read);
  }

  private static ServerTable read(ResultSet row) throws SQLException {
    return new ServerTable(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getBoolean(4),
        row.getLong(5),
        row.getLong(6),
        row.getBoolean(7),
        row.getString(8),
        row.getString(9));
  }

  /** Why preflight would refuse it, with what helps; empty for a table that can move. */
  public Optional<String> refused() {
    if (kind.equals("f")) {
      return Optional.of("a foreign table holds no rows of its own and cannot move.");
    }
    if (!written) {
      return Optional.of(
          "it has no column that is written, so the stream cannot tell of its rows; add one, and it"
              + " can move.");
    }
    if (unlogged) {
      return Optional.of(
          "changes to an unlogged table cannot be captured; `ALTER TABLE %s.%s SET LOGGED;` lets it move."
              .formatted(Sql.identifier(schema), Sql.identifier(name)));
    }
    if (!twins.isEmpty()) {
      return Optional.of(
          "columns whose names differ by upper and lower case alone cannot be captured ("
              + twins
              + "); rename one of each, and it can move.");
    }
    return catalog.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "columns hold names of objects of this database, which are called otherwise in the"
                + " target ("
                + catalog
                + "); with the type text they can move.");
  }
}
