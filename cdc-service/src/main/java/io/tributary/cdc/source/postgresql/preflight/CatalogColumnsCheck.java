package io.tributary.cdc.source.postgresql.preflight;

import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/**
 * Refuses columns whose values name objects of their own database. Such a value travels as the
 * object's name with its schema, which is called otherwise in the target or is somebody else's
 * there. Types, text search configurations and dictionaries, and collations may be built in: these
 * are looked at, and only names of one's own are refused.
 */
final class CatalogColumnsCheck implements CatalogCheck<SourceReading> {
  private static final String COLUMNS =
      """
      WITH RECURSIVE part (attrelid, attnum, type, direct) AS (
        SELECT a.attrelid, a.attnum, a.atttypid, true
          FROM unnest(?::text[]) AS t (oid)
          JOIN pg_catalog.pg_attribute a
            ON a.attrelid = t.oid::oid AND a.attnum > 0 AND NOT a.attisdropped
        UNION
        SELECT p.attrelid, p.attnum, u.oid, false
          FROM part p
          JOIN pg_catalog.pg_type t ON t.oid = p.type
         CROSS JOIN LATERAL (
           SELECT t.typelem UNION SELECT t.typbasetype
           UNION SELECT r.rngsubtype FROM pg_catalog.pg_range r WHERE r.rngtypid = t.oid
           UNION SELECT c.atttypid FROM pg_catalog.pg_attribute c
                  WHERE c.attrelid = t.typrelid AND c.attnum > 0 AND NOT c.attisdropped) AS u (oid)
         WHERE u.oid <> 0
      )
      SELECT n.nspname, c.relname, a.attname, t.typname,
             p.direct AND t.typname IN ('regtype', 'regconfig', 'regdictionary', 'regcollation')
        FROM part p
        JOIN pg_catalog.pg_type t ON t.oid = p.type
        JOIN pg_catalog.pg_class c ON c.oid = p.attrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = p.attrelid AND a.attnum = p.attnum
       WHERE t.typnamespace = 'pg_catalog'::regnamespace
         AND t.typname IN ('regclass', 'regproc', 'regprocedure', 'regoper', 'regoperator',
             'regnamespace', 'regrole', 'regtype', 'regconfig', 'regdictionary', 'regcollation')
       ORDER BY 1, 2, a.attnum\
      """;

  /** Oids from 16384 on are of objects that somebody made. */
  private static final String OWN = "SELECT EXISTS (SELECT FROM %s WHERE %s::oid >= 16384)";

  private record Column(String schema, String table, String name, String type, boolean builtIn) {
    String display() {
      return schema + "." + table + "." + name + " (" + type + ")";
    }

    String ownValues() {
      return OWN.formatted(
          Sql.identifier(schema) + "." + Sql.identifier(table), Sql.identifier(name));
    }
  }

  @Override
  public PreflightCode code() {
    return PreflightCode.CATALOG_COLUMNS;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) {
    List<Column> columns =
        source
            .query()
            .list(
                COLUMNS,
                row ->
                    new Column(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getBoolean(5)),
                (Object) source.movingOids());
    List<PreflightCheck> found = new ArrayList<>();
    for (Column column : columns) {
      if (!column.builtIn() || source.query().holds(column.ownValues())) {
        found.add(refused(source, column));
      }
    }
    return found.isEmpty()
        ? List.of(code().passed(source.subject(), "No column holds names of database objects."))
        : found;
  }

  private PreflightCheck refused(SourceReading source, Column column) {
    return code()
        .failed(
            source.subject(),
            "Column %s holds names of objects of its database, which are called otherwise in the target."
                .formatted(column.display()),
            "Store the name as text: `ALTER TABLE %s.%s ALTER COLUMN %s TYPE text;` or exclude the table."
                .formatted(
                    Sql.identifier(column.schema()),
                    Sql.identifier(column.table()),
                    Sql.identifier(column.name())));
  }
}
