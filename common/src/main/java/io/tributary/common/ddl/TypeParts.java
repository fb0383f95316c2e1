package io.tributary.common.ddl;

/**
 * Queries of what a column's type consists of, for those who read {@link TargetColumn}s. Parts of a
 * statement in which {@code a} is a row of {@code pg_attribute}.
 */
public final class TypeParts {
  /** The type that a domain is made over, as the columns {@code type} and {@code modifier}. */
  public static final String BASE =
      """
      (WITH RECURSIVE base(type, modifier, step) AS (
         SELECT a.atttypid, a.atttypmod, 0
         UNION ALL
         SELECT t.typbasetype, CASE WHEN t.typtypmod = -1 THEN b.modifier ELSE t.typtypmod END,
                b.step + 1
           FROM base b JOIN pg_catalog.pg_type t ON t.oid = b.type AND t.typtype = 'd')
       SELECT type, modifier FROM base ORDER BY step DESC LIMIT 1)""";

  /** The plain types in it as an array of texts, as format_type spells them. */
  public static final String PARTS =
      """
      ARRAY(WITH RECURSIVE part(type, modifier) AS (
              SELECT a.atttypid, a.atttypmod
              UNION
              SELECT x.type, x.modifier
                FROM part p
                JOIN pg_catalog.pg_type t ON t.oid = p.type
               CROSS JOIN LATERAL (
                     SELECT t.typbasetype,
                            CASE WHEN t.typtypmod = -1 THEN p.modifier ELSE t.typtypmod END
                      WHERE t.typtype = 'd'
                     UNION ALL
                     SELECT t.typelem, p.modifier WHERE t.typcategory = 'A' AND t.typelem <> 0
                     UNION ALL
                     SELECT r.rngsubtype, -1 FROM pg_catalog.pg_range r
                      WHERE t.oid IN (r.rngtypid, r.rngmultitypid)
                     UNION ALL
                     SELECT f.atttypid, f.atttypmod FROM pg_catalog.pg_attribute f
                      WHERE t.typtype = 'c' AND f.attrelid = t.typrelid AND f.attnum > 0
                        AND NOT f.attisdropped) AS x(type, modifier))
            SELECT DISTINCT pg_catalog.format_type(p.type, p.modifier)
              FROM part p JOIN pg_catalog.pg_type t ON t.oid = p.type
             WHERE t.typtype IN ('b', 'e') AND (t.typcategory <> 'A' OR t.typelem = 0)
             ORDER BY 1)""";

  private TypeParts() {}
}
