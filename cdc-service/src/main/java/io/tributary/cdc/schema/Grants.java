package io.tributary.cdc.schema;

import io.tributary.common.sql.Sql;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What owners allow others to do with the objects of schemas. pg_dump would write grants of roles
 * that the target does not have, so they are read here; a database in which objects have moved says
 * them with the objects' new names.
 *
 * @param all every grant and every right taken from PUBLIC, in an order in which they can be made
 */
record Grants(List<Grant> all) {
  private static final String GRANTS =
      """
      WITH member AS (
        SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e'
      ), holder AS (
        SELECT 'pg_class'::regclass AS class, c.oid, 0 AS sub, c.relnamespace AS space,
               c.relowner AS owner, c.relacl AS acl, NULL::"char" AS open, ''::name AS col,
               CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind
          FROM pg_catalog.pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S')
        UNION ALL
        SELECT 'pg_class'::regclass, c.oid, 0, c.relnamespace, c.relowner, a.attacl, NULL,
               a.attname, 'TABLE'
          FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
         WHERE c.relkind IN ('r', 'p', 'v', 'm') AND NOT a.attisdropped
        UNION ALL
        SELECT 'pg_proc'::regclass, p.oid, 0, p.pronamespace, p.proowner, p.proacl, 'f', '',
               'ROUTINE'
          FROM pg_catalog.pg_proc p
        UNION ALL
        SELECT 'pg_type'::regclass, t.oid, 0, t.typnamespace, t.typowner, t.typacl, 'T', '',
               'TYPE'
          FROM pg_catalog.pg_type t
      ), held AS (
        SELECT n.nspname, h.space, h.owner, h.acl, h.open, h.col, h.kind, i.identity
          FROM holder h JOIN pg_catalog.pg_namespace n ON n.oid = h.space
         CROSS JOIN LATERAL pg_catalog.pg_identify_object(h.class, h.oid, h.sub) AS i
         WHERE h.acl IS NOT NULL AND n.nspname = ANY(?)
           AND NOT EXISTS (SELECT FROM member m WHERE m.classid = h.class AND m.objid = h.oid)
      )
      SELECT nspname, '' AS grantee, format('REVOKE ALL ON %s %s FROM PUBLIC', kind, identity), 0,
             false
        FROM held WHERE open IS NOT NULL
      UNION ALL
      SELECT nspname, coalesce(r.rolname, ''),
             format('GRANT %s%s ON %s %s TO %s%s', a.privilege_type,
               CASE WHEN col <> '' THEN format(' (%I)', col) ELSE '' END, kind, identity,
               CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE format('%I', r.rolname) END,
               CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), 1,
             coalesce(pg_catalog.has_schema_privilege(r.oid, space, 'USAGE'), false)
        FROM held CROSS JOIN LATERAL pg_catalog.aclexplode(acl) AS a
        LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
       WHERE a.grantee <> owner AND (a.grantee = 0 OR r.rolname IS NOT NULL)
       ORDER BY 4, 1, 3""";

  /**
   * One statement.
   *
   * @param schema the schema of its object
   * @param grantee the role, empty for PUBLIC
   * @param statement names the object by what it is called in the database that was read
   * @param entering whether the role may look into the schema at all
   */
  record Grant(String schema, String grantee, String statement, boolean entering) {}

  static Grants read(Session session, Collection<String> schemas) {
    return new Grants(
        session.list(
            GRANTS,
            row ->
                new Grant(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(5)),
            (Object) schemas.toArray(String[]::new)));
  }

  /** Without those of roles that a server does not have. */
  Grants knownTo(Session server) {
    Set<String> roles =
        Set.copyOf(server.list("SELECT rolname FROM pg_catalog.pg_roles", row -> row.getString(1)));
    return new Grants(
        all.stream().filter(g -> g.grantee().isEmpty() || roles.contains(g.grantee())).toList());
  }

  List<String> statements() {
    return all.stream().map(Grant::statement).toList();
  }

  /** Makes them where tables that stay behind, and sequences of these, are missing. */
  void makeIn(Session scratch) {
    scratch.runAll(
        all.stream()
            .map(
                grant ->
                    "DO "
                        + Sql.literal(
                            "BEGIN EXECUTE "
                                + Sql.literal(grant.statement())
                                + "; EXCEPTION WHEN undefined_table THEN NULL; END"))
            .toList());
  }

  /** Lets the roles in that look into a source schema already. */
  List<String> entrances(Layout layout) {
    return all.stream()
        .filter(Grant::entering)
        .flatMap(
            grant ->
                layout.destinationsOf(grant.schema()).stream()
                    .map(
                        schema ->
                            "GRANT USAGE ON SCHEMA "
                                + Sql.identifier(schema)
                                + " TO "
                                + Sql.identifier(grant.grantee())))
        .distinct()
        .toList();
  }
}
