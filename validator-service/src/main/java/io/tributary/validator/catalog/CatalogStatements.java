package io.tributary.validator.catalog;

/**
 * The statements that describe a database's tables. Their first parameter is an array of schemas;
 * those of columns and keys have another one that says whether partitions are described too.
 */
final class CatalogStatements {
  private CatalogStatements() {}

  /** schema, table, partitioned, column, type, built in, collation; a row per column. */
  static final String COLUMNS =
      """
      SELECT n.nspname, c.relname, c.relkind = 'p', a.attname,
             format_type(a.atttypid, -1),
             b.typtype = 'e'
               OR (b.typtype = 'b' AND b.typcategory <> 'A'
                   AND b.typnamespace = 'pg_catalog'::regnamespace),
             CASE WHEN a.attcollation = 0 THEN ''
                  WHEN o.provider = 'c' AND o.locale IN ('C', 'POSIX') THEN 'C'
                  ELSE o.provider || '|' || o.locale || '|' || pg_collation_actual_version(l.oid)
             END
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_database d ON d.datname = current_database()
      LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      LEFT JOIN pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
      LEFT JOIN pg_collation l ON l.oid = a.attcollation
      -- the columns with the locale differ between server versions, hence by way of JSON
      LEFT JOIN LATERAL (
        SELECT CASE WHEN l.collprovider = 'd' THEN coalesce(to_jsonb(d) ->> 'datlocprovider', 'c')
                    ELSE l.collprovider::text END AS provider,
               CASE WHEN l.collprovider = 'd'
                    THEN coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale',
                                  d.datcollate)
                    ELSE coalesce(to_jsonb(l) ->> 'colllocale', to_jsonb(l) ->> 'colliculocale',
                                  l.collcollate) END AS locale) o ON true
      WHERE n.nspname = ANY(?) AND c.relkind IN ('r', 'p') AND (? OR NOT c.relispartition)
      ORDER BY n.nspname, c.relname, a.attnum""";

  /** schema, table, column; the rows of a table in the key's order, of its best key only. */
  static final String KEYS =
      """
      SELECT n.nspname, c.relname, a.attname
      FROM (SELECT DISTINCT ON (i.indrelid) i.indrelid, i.indkey, i.indnkeyatts
            FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
            WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL
              AND NOT EXISTS (
                SELECT FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, ord)
                JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                WHERE k.ord <= i.indnkeyatts
                  AND (NOT a.attnotnull OR EXISTS (
                        SELECT FROM pg_constraint v
                        WHERE v.conrelid = i.indrelid AND v.contype = 'n' AND NOT v.convalidated
                          AND v.conkey[1] = a.attnum)))
            ORDER BY i.indrelid, i.indisprimary DESC, x.relname COLLATE "C") i
      JOIN pg_class c ON c.oid = i.indrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, ord)
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
      WHERE n.nspname = ANY(?) AND c.relkind IN ('r', 'p') AND (? OR NOT c.relispartition)
        AND k.ord <= i.indnkeyatts
      ORDER BY n.nspname, c.relname, k.ord""";

  /** partition's schema and name, root's schema and name; a row per partition at any depth. */
  static final String PARTITIONS =
      """
      SELECT n.nspname, c.relname, rn.nspname, r.relname
      FROM pg_class c
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_class r ON r.oid = pg_partition_root(c.oid)
      JOIN pg_namespace rn ON rn.oid = r.relnamespace
      WHERE c.relispartition AND rn.nspname = ANY(?)""";
}
