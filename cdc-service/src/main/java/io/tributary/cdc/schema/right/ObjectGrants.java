package io.tributary.cdc.schema.right;

import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Grants of the objects of schemas to roles other than their owners. pg_dump would write grants of
 * roles that the target does not have, so they are read here; a database in which objects have
 * moved says them with the objects' new names.
 *
 * @param all every grant and every right taken from PUBLIC, in an order in which they can be made
 */
public record ObjectGrants(List<Grant> all) {
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
        SELECT n.nspname, h.oid, h.owner, h.acl, h.open, h.col, h.kind, i.identity
          FROM holder h JOIN pg_catalog.pg_namespace n ON n.oid = h.space
         CROSS JOIN LATERAL pg_catalog.pg_identify_object(h.class, h.oid, h.sub) AS i
         WHERE h.acl IS NOT NULL AND n.nspname = ANY(?)
           AND NOT EXISTS (SELECT FROM member m WHERE m.classid = h.class AND m.objid = h.oid)
      )
      SELECT nspname, '' AS grantee, format('REVOKE ALL ON %s %s FROM PUBLIC', kind, identity), 0,
             oid
        FROM held WHERE open IS NOT NULL
      UNION ALL
      SELECT nspname, coalesce(r.rolname, ''),
             format('GRANT %s%s ON %s %s TO %s%s', a.privilege_type,
               CASE WHEN col <> '' THEN format(' (%I)', col) ELSE '' END, kind, identity,
               CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE format('%I', r.rolname) END,
               CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), 1,
             held.oid
        FROM held CROSS JOIN LATERAL pg_catalog.aclexplode(acl) AS a
        LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
       WHERE a.grantee <> owner AND (a.grantee = 0 OR r.rolname IS NOT NULL)
       ORDER BY 4, 1, 3\
      """;

  /**
   * One statement.
   *
   * @param schema the schema of its object
   * @param grantee the role, empty for PUBLIC
   * @param statement names the object by what it is called in the database that was read
   * @param object its oid there
   */
  record Grant(String schema, String grantee, String statement, long object) {}

  public static ObjectGrants read(DatabaseSession session, Collection<String> schemas) {
    return new ObjectGrants(
        session.list(
            GRANTS,
            row -> new Grant(row.getString(1), row.getString(2), row.getString(3), row.getLong(5)),
            (Object) schemas.toArray(String[]::new)));
  }

  /** Without those of roles that a server does not have. */
  public ObjectGrants knownTo(DatabaseSession server) {
    Set<String> roles =
        Set.copyOf(server.list("SELECT rolname FROM pg_catalog.pg_roles", row -> row.getString(1)));
    return new ObjectGrants(
        all.stream().filter(g -> g.grantee().isEmpty() || roles.contains(g.grantee())).toList());
  }

  /**
   * Those that the migration file lets a target's schemas have: of PUBLIC, which may not look into
   * a schema by that, of the schema's role and of its readers. Any other role of the same name at
   * the target may be somebody else.
   */
  public ObjectGrants allowedBy(SchemaLayout layout) {
    return new ObjectGrants(
        all.stream()
            .filter(
                grant ->
                    grant.grantee().isEmpty()
                        || layout.roleOf(grant.schema()).equals(grant.grantee())
                        || layout
                            .application(grant.schema())
                            .rights()
                            .readers()
                            .contains(grant.grantee()))
            .toList());
  }

  /** Those of some objects, by their oids in the database that was read. */
  public ObjectGrants of(Set<Long> objects) {
    return new ObjectGrants(
        all.stream().filter(grant -> objects.contains(grant.object())).toList());
  }

  public List<String> statements() {
    return all.stream().map(Grant::statement).toList();
  }

  /** Makes them where tables that stay behind, and sequences of these, are missing. */
  public void makeIn(DatabaseSession scratch) {
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
}
