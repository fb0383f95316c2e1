package io.tributary.cdc.schema.right;

import io.tributary.cdc.schema.plan.PlannedObject;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.util.Collection;
import java.util.List;

/**
 * Rights that the target's default privileges give to everything new there. A Supabase project, for
 * one, lets the roles of its API read each new table. Who may do what with the objects of a
 * migration is decided by its source and its file, so they are made as in a database without
 * default privileges.
 */
public final class DefaultRights {
  private static final String OF_SCHEMA =
      """
      SELECT DISTINCT format('REVOKE ALL ON SCHEMA %I FROM %s', n.nspname,
               CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE format('%I', r.rolname) END)
        FROM pg_catalog.pg_namespace n CROSS JOIN LATERAL pg_catalog.aclexplode(n.nspacl) AS a
        LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
       WHERE n.nspname = ? AND a.grantee <> n.nspowner\
      """;

  /** Sequences of columns go with their tables; of routines and types PUBLIC has a share anyway. */
  private static final String OF_OBJECTS =
      """
      WITH made AS (
        SELECT 'pg_class'::regclass AS class, c.oid, c.relnamespace AS space, c.relowner AS owner,
               c.relacl AS acl, NULL AS public, CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind
          FROM pg_catalog.pg_class c
         WHERE c.relacl IS NOT NULL AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        UNION ALL
        SELECT 'pg_proc'::regclass, oid, pronamespace, proowner, proacl, 'EXECUTE', 'ROUTINE'
          FROM pg_catalog.pg_proc WHERE proacl IS NOT NULL
        UNION ALL
        SELECT 'pg_type'::regclass, oid, typnamespace, typowner, typacl, 'USAGE', 'TYPE'
          FROM pg_catalog.pg_type WHERE typacl IS NOT NULL
      ), ours AS (
        SELECT made.*, i.identity
          FROM made JOIN pg_catalog.pg_namespace n ON n.oid = made.space AND n.nspname = ANY (?)
         CROSS JOIN LATERAL pg_catalog.pg_identify_object(made.class, made.oid, 0) AS i
         WHERE i.identity = ANY (?)
            OR made.kind = 'SEQUENCE' AND EXISTS (
                 SELECT FROM pg_catalog.pg_depend d
                  CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.refclassid, d.refobjid, 0) AS h
                  WHERE d.classid = made.class AND d.objid = made.oid AND d.deptype IN ('a', 'i')
                    AND d.refclassid = 'pg_class'::regclass AND h.identity = ANY (?))
      )
      SELECT DISTINCT format('REVOKE ALL ON %s %s FROM %s', kind, identity,
               CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE format('%I', r.rolname) END)
        FROM ours CROSS JOIN LATERAL pg_catalog.aclexplode(acl) AS a
        LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
       WHERE a.grantee <> owner AND (a.grantee <> 0 OR public IS NULL)
      UNION ALL
      SELECT format('GRANT %s ON %s %s TO PUBLIC', public, kind, identity) FROM ours
       WHERE public IS NOT NULL
         AND NOT EXISTS (SELECT FROM pg_catalog.aclexplode(acl) AS a WHERE a.grantee = 0)\
      """;

  private DefaultRights() {}

  /** Takes them from a schema that has just been made. */
  public static void takeFromSchema(DatabaseSession target, String schema) {
    target.runAll(target.list(OF_SCHEMA, row -> row.getString(1), schema));
  }

  /** Takes them from objects that have just been made, before others get theirs. */
  public static void takeFrom(
      DatabaseSession target, Collection<String> schemas, Collection<PlannedObject> objects) {
    String[] identities = objects.stream().map(PlannedObject::identity).toArray(String[]::new);
    List<String> statements =
        target.list(
            OF_OBJECTS,
            row -> row.getString(1),
            schemas.toArray(String[]::new),
            identities,
            identities);
    target.runAll(statements);
  }

  /** The same for one table that joins later, as a statement. */
  public static String takeFromTable(String table) {
    return """
    DO $rights$
    DECLARE
      grantee text;
    BEGIN
      FOR grantee IN
        SELECT DISTINCT CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(r.rolname) END
          FROM pg_catalog.pg_class c CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) AS a
          LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
         WHERE c.oid = %2$s::regclass AND a.grantee <> c.relowner
      LOOP
        EXECUTE %3$s || grantee;
      END LOOP;
    END $rights$\
    """
        .formatted(
            table, Sql.literal(table), Sql.literal("REVOKE ALL ON TABLE " + table + " FROM "));
  }
}
