package io.tributary.cdc.schema.opening;

import io.tributary.common.model.TableName;
import io.tributary.database.DatabaseSession;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A sequence as the catalog of one side has it now.
 *
 * @param name its schema and name
 * @param owner the column that owns it: of a serial or an identity column
 * @param readable whether the session's role may read where it stands
 * @param settable whether the session's role may set it
 * @param least its MINVALUE
 * @param most its MAXVALUE
 */
record CatalogSequence(
    TableName name,
    Optional<OwningColumn> owner,
    boolean readable,
    boolean settable,
    long least,
    long most) {
  private static final String QUERY =
      """
      SELECT n.nspname, c.relname, t.relname, a.attname,
             pg_catalog.has_sequence_privilege(c.oid, 'SELECT'),
             pg_catalog.has_sequence_privilege(c.oid, 'UPDATE'), s.seqmin, s.seqmax
        FROM pg_catalog.pg_sequence s
        JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_depend d
          ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
         AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i')
        LEFT JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
       WHERE n.nspname = ANY (?) ORDER BY 1, 2\
      """;

  /**
   * A column of a table; its sequences are always in the table's schema.
   *
   * @param table its table
   * @param column its name
   */
  record OwningColumn(TableName table, String column) {}

  /** Those in these schemas, in the order of their names. */
  static List<CatalogSequence> in(DatabaseSession side, Collection<String> schemas) {
    return side.list(
        QUERY,
        row ->
            new CatalogSequence(
                new TableName(row.getString(1), row.getString(2)),
                row.getString(4) == null
                    ? Optional.empty()
                    : Optional.of(
                        new OwningColumn(
                            new TableName(row.getString(1), row.getString(3)), row.getString(4))),
                row.getBoolean(5),
                row.getBoolean(6),
                row.getLong(7),
                row.getLong(8)),
        (Object) schemas.toArray(String[]::new));
  }
}
