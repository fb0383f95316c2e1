package io.tributary.database;

import java.util.List;

/**
 * Whose a schema of ours is. What somebody else has made under its name would be read and written
 * as our role, with triggers, rules and defaults of his; a superuser needs no such detour.
 */
public final class SchemaOwner {
  private static final String OTHERS =
      """
      SELECT DISTINCT r.rolname FROM (
               SELECT n.nspowner AS owner FROM pg_catalog.pg_namespace n WHERE n.nspname = ?
                UNION ALL
               SELECT c.relowner FROM pg_catalog.pg_class c
                 JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ?
                UNION ALL
               SELECT p.proowner FROM pg_catalog.pg_proc p
                 JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = ?) o
        JOIN pg_catalog.pg_roles r ON r.oid = o.owner
       WHERE NOT r.rolsuper AND r.rolname <> CURRENT_USER
       ORDER BY 1\
      """;

  private SchemaOwner() {}

  /** The roles, neither ours nor superusers, that own the schema or something in it. */
  public static List<String> others(DatabaseSession session, String schema) {
    return session.texts(OTHERS, schema, schema, schema);
  }
}
