package io.tributary.local.plan.postgres;

import io.tributary.common.model.TableName;
import io.tributary.local.catalog.LookConnection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * What a schema holds beside its tables, of extensions nothing.
 *
 * @param schema its schema
 * @param kind in words, such as {@code view}
 * @param name its name
 * @param relation the table or view that it belongs to, or itself where it is one; empty for others
 */
record ServerObject(String schema, String kind, String name, String relation) {
  private static final String ALL =
      """
      WITH space AS (
        SELECT oid, nspname FROM pg_catalog.pg_namespace WHERE nspname = ANY (?)
      ), member AS (
        SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e'
      ), relation AS (
        SELECT c.oid, c.relname, c.relkind, c.reltype, s.nspname
          FROM pg_catalog.pg_class c JOIN space s ON s.oid = c.relnamespace
         WHERE NOT EXISTS (SELECT FROM member m WHERE m.objid = c.oid
                            AND m.classid = 'pg_catalog.pg_class'::regclass)
      )
      SELECT nspname, CASE relkind WHEN 'v' THEN 'view' ELSE 'materialized view' END, relname,
             relname
        FROM relation WHERE relkind IN ('v', 'm')
      UNION ALL
      SELECT r.nspname, 'sequence', r.relname, coalesce(t.relname, '')
        FROM relation r
        LEFT JOIN pg_catalog.pg_depend d
          ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = r.oid
         AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i')
        LEFT JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
       WHERE r.relkind = 'S'
      UNION ALL
      SELECT r.nspname, 'trigger', t.tgname, r.relname
        FROM pg_catalog.pg_trigger t JOIN relation r ON r.oid = t.tgrelid
       WHERE NOT t.tgisinternal
      UNION ALL
      SELECT r.nspname, 'rule', w.rulename, r.relname
        FROM pg_catalog.pg_rewrite w JOIN relation r ON r.oid = w.ev_class
       WHERE w.rulename <> '_RETURN'
      UNION ALL
      SELECT r.nspname, 'policy', p.polname, r.relname
        FROM pg_catalog.pg_policy p JOIN relation r ON r.oid = p.polrelid
      UNION ALL
      SELECT s.nspname, 'routine',
             p.proname || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')', ''
        FROM pg_catalog.pg_proc p JOIN space s ON s.oid = p.pronamespace
       WHERE NOT EXISTS (SELECT FROM member m WHERE m.objid = p.oid
                          AND m.classid = 'pg_catalog.pg_proc'::regclass)
      UNION ALL
      SELECT s.nspname, 'type', t.typname, ''
        FROM pg_catalog.pg_type t JOIN space s ON s.oid = t.typnamespace
       WHERE (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c'
              AND EXISTS (SELECT FROM relation r WHERE r.reltype = t.oid AND r.relkind = 'c'))
         AND NOT EXISTS (SELECT FROM member m WHERE m.objid = t.oid
                          AND m.classid = 'pg_catalog.pg_type'::regclass)
      ORDER BY 1, 2, 4, 3\
      """;

  static List<ServerObject> in(LookConnection database, String[] schemas) throws SQLException {
    return database.list(ALL, ServerObject::read, (Object) schemas);
  }

  private static ServerObject read(ResultSet row) throws SQLException {
    return new ServerObject(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
  }

  /** What it belongs to; the relation of one that belongs to none is empty. */
  TableName holder() {
    return new TableName(schema, relation);
  }

  /** Its place for people: with its table where it is a part of one. */
  String place() {
    return relation.isEmpty() || relation.equals(name) || kind.equals("sequence")
        ? name
        : relation + "." + name;
  }
}
