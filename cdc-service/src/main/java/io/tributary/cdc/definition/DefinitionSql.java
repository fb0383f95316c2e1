package io.tributary.cdc.definition;

/** SQL that reads definitions, one JSON document per table. */
public final class DefinitionSql {
  private static final String COLUMNS =
      """
      SELECT coalesce(json_agg(json_build_object(
               'name', a.attname, 'number', a.attnum, 'type', a.atttypid::bigint,
               'modifier', a.atttypmod,
               'typeName', pg_catalog.format_type(a.atttypid, a.atttypmod),
               'notNull', a.attnotnull,
               'defaultValue', pg_catalog.pg_get_expr(d.adbin, d.adrelid),
               'generated', a.attgenerated <> '', 'identity', a.attidentity,
               'missing', CASE WHEN a.atthasmissing THEN (a.attmissingval::text::text[])[1] END,
               'labelType', CASE WHEN e.oid IS NOT NULL
                                 THEN pg_catalog.format_type(e.oid, NULL) END,
               'labels', (SELECT json_agg(l.enumlabel ORDER BY l.enumsortorder)
                            FROM pg_catalog.pg_enum l WHERE l.enumtypid = e.oid))
             ORDER BY a.attnum), '[]')
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
        LEFT JOIN pg_catalog.pg_type e
          ON e.oid = CASE WHEN t.typelem <> 0 AND t.typlen = -1 THEN t.typelem ELSE t.oid END
         AND e.typtype = 'e'
        LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
       WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped""";

  private static final String KEY =
      """
      SELECT coalesce(json_agg(a.attname ORDER BY k.place), '[]')
        FROM pg_catalog.pg_index i
        CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, place)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
       WHERE i.indrelid = c.oid AND i.indisprimary AND k.place <= i.indnkeyatts""";

  private static final String INDEXES =
      """
      SELECT coalesce(json_agg(json_build_object(
               'name', ic.relname, 'unique', i.indisunique,
               'definition', pg_catalog.pg_get_indexdef(i.indexrelid, 0, true))
             ORDER BY ic.relname), '[]')
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
       WHERE i.indrelid = c.oid AND i.indisvalid
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint o
                          WHERE o.conindid = i.indexrelid AND o.contype IN ('p', 'u', 'x'))""";

  private static final String CONSTRAINTS =
      """
      SELECT coalesce(json_agg(json_build_object(
               'name', o.conname, 'unique', o.contype IN ('p', 'u'),
               'definition', pg_catalog.pg_get_constraintdef(o.oid, true))
             ORDER BY o.conname), '[]')
        FROM pg_catalog.pg_constraint o
       WHERE o.conrelid = c.oid AND o.contype IN ('p', 'u', 'f', 'c', 'x')""";

  private static final String TABLES =
      """
      SELECT json_build_object(
               'schema', n.nspname, 'name', c.relname, 'oid', c.oid::bigint,
               'child', EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = c.oid),
               'columns', (%s), 'key', (%s), 'indexes', (%s), 'constraints', (%s))::text AS found
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'r' AND c.relpersistence <> 't'
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend x
                          WHERE x.classid = 'pg_catalog.pg_class'::regclass AND x.objid = c.oid
                            AND x.deptype = 'e')
         AND\s"""
          .formatted(COLUMNS, KEY, INDEXES, CONSTRAINTS);

  /** All tables of the schemas given as an array; for JDBC. */
  static final String IN_SCHEMAS = TABLES + "n.nspname = ANY (?)";

  /** One table by its oid; for JDBC. */
  static final String BY_OID = TABLES + "c.oid = ?::bigint::oid";

  /** One table by schema and name; for Vert.x. */
  public static final String BY_NAME = TABLES + "n.nspname = $1 AND c.relname = $2";

  /**
   * Lets names of the schemas given as an array, and of extensions, be printed without their
   * schema: so that source and target print the same.
   */
  static final String SEARCH_PATH =
      """
      SELECT pg_catalog.set_config('search_path', pg_catalog.string_agg(path.name, ', '), ?)
        FROM (SELECT pg_catalog.quote_ident(name) AS name, place
                FROM unnest(?::text[]) WITH ORDINALITY AS given(name, place)
              UNION ALL
              SELECT DISTINCT pg_catalog.quote_ident(n.nspname), 1000000
                FROM pg_catalog.pg_extension x
                JOIN pg_catalog.pg_namespace n ON n.oid = x.extnamespace
               WHERE n.nspname <> 'pg_catalog'
               ORDER BY 2) AS path""";

  static final String TYPE_NAME = "SELECT pg_catalog.format_type(?::bigint::oid, ?)";

  private DefinitionSql() {}
}
