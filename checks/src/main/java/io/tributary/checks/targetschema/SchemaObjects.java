package io.tributary.checks.targetschema;

import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.sql.Sql;
import java.util.List;

/** Reads the top-level objects of schemas; members of extensions are not among them. */
public final class SchemaObjects {
  /**
   * Array and row types and owned sequences follow what they belong to. A multirange type does so
   * when its range is dropped, but neither when that is moved nor when it changes hands.
   */
  private static final String OBJECTS =
      """
      WITH space AS (
        SELECT oid, nspname FROM pg_catalog.pg_namespace WHERE nspname = ANY(%2$s)
      ), found AS (
        SELECT 'pg_class'::regclass::oid AS class, c.oid, c.relnamespace AS space,
               c.relname AS name, c.relkind::text AS kind, ''::name AS host
          FROM pg_catalog.pg_class c
         WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
            OR c.relkind = 'S' AND NOT EXISTS (
                 SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                    AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
                    AND d.deptype IN ('a', 'i'))
        UNION ALL
        SELECT 'pg_type'::regclass, t.oid, t.typnamespace, t.typname,
               CASE t.typtype WHEN 'm' THEN 'multirange' ELSE '' END, ''
          FROM pg_catalog.pg_type t LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
         WHERE t.typtype IN ('d', 'e', 'r', 'm') OR t.typtype = 'c' AND c.relkind = 'c'
            OR t.typtype = 'b' AND NOT EXISTS (
                 SELECT FROM pg_catalog.pg_type e WHERE e.typarray = t.oid)
        UNION ALL
        SELECT 'pg_proc'::regclass, oid, pronamespace, proname, '', '' FROM pg_catalog.pg_proc
        UNION ALL
        SELECT 'pg_operator'::regclass, oid, oprnamespace, oprname, '', ''
          FROM pg_catalog.pg_operator
        UNION ALL
        SELECT 'pg_opfamily'::regclass, oid, opfnamespace, opfname, '', ''
          FROM pg_catalog.pg_opfamily
        UNION ALL
        SELECT 'pg_opclass'::regclass, oid, opcnamespace, opcname, '', ''
          FROM pg_catalog.pg_opclass
        UNION ALL
        SELECT 'pg_collation'::regclass, oid, collnamespace, collname, '', ''
          FROM pg_catalog.pg_collation
        UNION ALL
        SELECT 'pg_conversion'::regclass, oid, connamespace, conname, '', ''
          FROM pg_catalog.pg_conversion
        UNION ALL
        SELECT 'pg_ts_parser'::regclass, oid, prsnamespace, prsname, '', ''
          FROM pg_catalog.pg_ts_parser
        UNION ALL
        SELECT 'pg_ts_template'::regclass, oid, tmplnamespace, tmplname, '', ''
          FROM pg_catalog.pg_ts_template
        UNION ALL
        SELECT 'pg_ts_dict'::regclass, oid, dictnamespace, dictname, '', ''
          FROM pg_catalog.pg_ts_dict
        UNION ALL
        SELECT 'pg_ts_config'::regclass, oid, cfgnamespace, cfgname, '', ''
          FROM pg_catalog.pg_ts_config
        UNION ALL
        SELECT 'pg_statistic_ext'::regclass, s.oid, s.stxnamespace, s.stxname, '', c.relname
          FROM pg_catalog.pg_statistic_ext s JOIN pg_catalog.pg_class c ON c.oid = s.stxrelid
      )
      SELECT %1$s
        FROM found JOIN space ON space.oid = found.space
       CROSS JOIN LATERAL pg_catalog.pg_identify_object(found.class, found.oid, 0) AS i
       WHERE NOT EXISTS (
               SELECT FROM pg_catalog.pg_depend d
                WHERE d.classid = found.class AND d.objid = found.oid AND d.objsubid = 0
                  AND (d.deptype = 'e' OR d.deptype = 'i' AND found.kind <> 'multirange'))
       ORDER BY found.oid\
      """;

  private SchemaObjects() {}

  /**
   * The query.
   *
   * @param columns of {@code found}, the objects, {@code space}, their schemas, and {@code i}, how
   *     PostgreSQL names them
   * @param schemas an array of names, or the parameter for one
   */
  public static String select(String columns, String schemas) {
    return OBJECTS.formatted(columns, schemas);
  }

  /** What a schema holds, for people; nothing of one that is not there. */
  static List<String> in(DdlTarget target, String schema) {
    return target.texts(
        select("i.type || ' ' || i.identity", "ARRAY[" + Sql.literal(schema) + "]::name[]"));
  }
}
