package io.tributary.cdc.schema.existing;

import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the columns of tables and the sequences that fill them. */
final class ExistingColumns {
  private static final String ALL =
      """
      SELECT attname FROM pg_catalog.pg_attribute
       WHERE attrelid = %d AND attnum > 0 AND NOT attisdropped%s ORDER BY attnum""";

  /** Of serial and identity columns, and of defaults that name another's. */
  private static final String SEQUENCES =
      """
      SELECT DISTINCT format('%%I.%%I', n.nspname, s.relname)
        FROM unnest(ARRAY[%s]::text[]) AS wanted (name)
        JOIN pg_catalog.pg_class t ON t.oid = wanted.name::regclass
        JOIN pg_catalog.pg_depend d
          ON d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = t.oid
         AND d.classid = 'pg_catalog.pg_class'::regclass
          OR d.classid = 'pg_catalog.pg_attrdef'::regclass
         AND d.objid IN (SELECT a.oid FROM pg_catalog.pg_attrdef a WHERE a.adrelid = t.oid)
         AND d.refclassid = 'pg_catalog.pg_class'::regclass
        JOIN pg_catalog.pg_class s ON s.relkind = 'S' AND s.oid IN (d.objid, d.refobjid)
        JOIN pg_catalog.pg_namespace n ON n.oid = s.relnamespace
       ORDER BY 1""";

  private ExistingColumns() {}

  static List<String> all(DdlTarget target, long oid) {
    return target.texts(ALL.formatted(oid, ""));
  }

  static List<String> written(DdlTarget target, long oid) {
    return target.texts(ALL.formatted(oid, " AND attgenerated = ''"));
  }

  static List<String> sequences(DdlTarget target, List<TableName> tables) {
    return target
        .texts(
            SEQUENCES.formatted(
                tables.stream()
                    .map(table -> Sql.literal(Sql.table(table)))
                    .collect(Collectors.joining(", "))))
        .stream()
        .toList();
  }
}
