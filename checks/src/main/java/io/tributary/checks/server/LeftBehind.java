package io.tributary.checks.server;

/**
 * What belongs to the whole database of a source and stays there, though it concerns schemas that
 * move.
 */
public final class LeftBehind {
  /** Descriptions, in the first column; the parameter is the schemas, an array of text. */
  public static final String QUERY =
      """
      WITH space AS (
        SELECT oid, nspname FROM pg_catalog.pg_namespace WHERE nspname = ANY (?)
      )
      SELECT 'event trigger ' || evtname FROM pg_catalog.pg_event_trigger t
       WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                          WHERE d.classid = 'pg_catalog.pg_event_trigger'::regclass
                            AND d.objid = t.oid AND d.deptype = 'e')
      UNION ALL
      SELECT DISTINCT format('default privileges of role %s in schema %s',
                             pg_get_userbyid(a.defaclrole), s.nspname)
        FROM pg_catalog.pg_default_acl a JOIN space s ON s.oid = a.defaclnamespace
      UNION ALL
      SELECT format('cast from %s to %s', c.castsource::regtype, c.casttarget::regtype)
        FROM pg_catalog.pg_cast c
        JOIN pg_catalog.pg_proc p ON p.oid = c.castfunc
        JOIN space s ON s.oid = p.pronamespace
       WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_type t JOIN space ts ON ts.oid = t.typnamespace
                          WHERE t.oid IN (c.castsource, c.casttarget))
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                          WHERE d.classid = 'pg_catalog.pg_cast'::regclass AND d.objid = c.oid
                            AND d.deptype = 'e')
      UNION ALL
      SELECT DISTINCT format('publication %s', p.pubname)
        FROM pg_catalog.pg_publication p
        JOIN pg_catalog.pg_publication_tables t ON t.pubname = p.pubname
        JOIN space s ON s.nspname = t.schemaname
       WHERE p.pubname !~ '^tributary_'
      UNION ALL
      SELECT DISTINCT format('security label of provider %s on %s', l.provider, l.objname)
        FROM pg_catalog.pg_seclabels l JOIN space s ON s.oid = l.objnamespace
      ORDER BY 1\
      """;

  private LeftBehind() {}
}
