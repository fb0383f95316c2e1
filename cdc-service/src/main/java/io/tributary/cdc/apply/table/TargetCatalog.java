package io.tributary.cdc.apply.table;

import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the target's catalog. */
public final class TargetCatalog {
  private static final String TABLE =
      """
      SELECT c.oid::bigint AS oid, c.relkind = 'p' AS partitioned,
             EXISTS (SELECT FROM pg_catalog.pg_constraint f
                     WHERE f.contype = 'f' AND f.confrelid = c.oid AND f.conrelid <> c.oid)
               -- Rows that were there before stay: a trigger keeps single ones from being deleted.
               OR EXISTS (SELECT FROM pg_catalog.pg_trigger k
                          WHERE k.tgrelid = c.oid AND k.tgname = 'tributary_kept')
               AS referenced
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p')""";
  private static final String COLUMNS =
      """
      SELECT a.attname::text AS name, a.attgenerated <> '' AS generated,
             a.attidentity = 'a' AS identity_always,
             (WITH RECURSIVE base AS (
                SELECT t.oid, t.typbasetype, t.typtype FROM pg_catalog.pg_type t
                WHERE t.oid = a.atttypid
                UNION ALL
                SELECT t.oid, t.typbasetype, t.typtype
                FROM base JOIN pg_catalog.pg_type t ON t.oid = base.typbasetype
                WHERE base.typtype = 'd')
              SELECT pg_catalog.format_type(oid, -1) FROM base WHERE typtype <> 'd') AS type
      FROM pg_catalog.pg_attribute a
      WHERE a.attrelid = $1::bigint::oid AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attnum""";
  private static final String INDEXES =
      """
      SELECT i.indisprimary AS is_primary,
             i.indimmediate AND NOT i.indisexclusion AS immediate, i.indisunique AS is_unique,
             i.indpred IS NULL AND i.indexprs IS NULL AS plain,
             bool_and(coalesce(a.attnotnull, false) AND NOT EXISTS (
               SELECT FROM pg_catalog.pg_constraint v
                WHERE v.conrelid = a.attrelid AND v.contype = 'n' AND NOT v.convalidated
                  AND v.conkey[1] = a.attnum)) AS not_null,
             array_agg(a.attname::text ORDER BY k.place) AS columns
      FROM pg_catalog.pg_index i
      CROSS JOIN LATERAL pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS k(attnum, place)
      LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
      WHERE i.indrelid = $1::bigint::oid AND (i.indisunique OR i.indisexclusion) AND i.indisvalid
        AND k.place <= i.indnkeyatts
      GROUP BY i.indexrelid, i.indisprimary, i.indimmediate, i.indisexclusion,
               i.indisunique, i.indpred, i.indexprs
      ORDER BY i.indexrelid""";

  private TargetCatalog() {}

  public static TargetTable read(ApplySession session, TableName name) {
    RowSet<Row> tables = session.query(TABLE, name.schema(), name.name());
    if (tables.size() == 0) {
      throw new TributaryException(
          ApplyError.TABLE_MISSING,
          "The source changes a table whose copy "
              + name.display()
              + " is not in the target. It was created at the source after the target was prepared:"
              + " create it in the target in the same way, or exclude it in the migration file, and"
              + " type `./tributary resume NAME`.",
          Map.of("table", name.display()));
    }
    Row table = tables.iterator().next();
    Long oid = table.getLong("oid");
    return new TargetTable(
        name,
        columns(session, oid),
        KeyChoice.of(indexes(session, oid)),
        table.getBoolean("referenced"),
        table.getBoolean("partitioned"));
  }

  private static List<TargetColumn> columns(ApplySession session, Long oid) {
    List<TargetColumn> out = new ArrayList<>();
    for (Row row : session.query(COLUMNS, oid)) {
      out.add(
          new TargetColumn(
              row.getString("name"),
              row.getString("type"),
              row.getBoolean("generated"),
              row.getBoolean("identity_always")));
    }
    return out;
  }

  private static List<KeyChoice.UniqueIndex> indexes(ApplySession session, Long oid) {
    List<KeyChoice.UniqueIndex> out = new ArrayList<>();
    for (Row row : session.query(INDEXES, oid)) {
      out.add(
          new KeyChoice.UniqueIndex(
              row.getBoolean("is_primary"),
              row.getBoolean("immediate"),
              row.getBoolean("is_unique") && row.getBoolean("plain") && row.getBoolean("not_null"),
              row.getBoolean("plain") ? List.of((String[]) row.getValue("columns")) : List.of()));
    }
    return out;
  }
}
