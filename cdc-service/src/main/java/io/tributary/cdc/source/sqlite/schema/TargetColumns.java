package io.tributary.cdc.source.sqlite.schema;

import io.tributary.common.ddl.TargetColumn;
import io.tributary.common.ddl.TypeParts;
import io.tributary.common.model.TableName;
import io.tributary.database.DatabaseSession;
import java.util.List;

/** Reads the columns that the operator's DDL made. */
final class TargetColumns {
  private static final String COLUMNS =
      """
      SELECT n.nspname, c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
             ARRAY(SELECT e.enumlabel::text FROM pg_catalog.pg_enum e
                    WHERE e.enumtypid = base.type ORDER BY e.enumsortorder),
             NOT a.attnotnull OR a.atthasdef OR a.attidentity <> '', a.attgenerated <> '',
             pg_catalog.format_type(base.type, base.modifier), %s
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       CROSS JOIN LATERAL %s AS base
       WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
         AND a.attnum > 0 AND NOT a.attisdropped
       ORDER BY n.nspname, c.relname, a.attnum\
      """
          .formatted(TypeParts.PARTS, TypeParts.BASE);

  private TargetColumns() {}

  /** All columns of the tables of these schemas, in order. */
  static List<TargetColumn> read(DatabaseSession target, List<String> schemas) {
    return target.list(
        COLUMNS,
        row ->
            new TargetColumn(
                new TableName(row.getString(1), row.getString(2)),
                row.getString(3),
                row.getString(4),
                List.of((String[]) row.getArray(5).getArray()),
                row.getBoolean(6),
                row.getBoolean(7),
                row.getString(8),
                List.of((String[]) row.getArray(9).getArray())),
        (Object) schemas.toArray(String[]::new));
  }
}
