package io.tributary.cdc.source.postgresql.preflight;

import io.tributary.cdc.preflight.check.SourceGrant;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads which roles have rights on what moves. Left out are PUBLIC, an object's owner, the
 * migration's own role, which is to read what moves, and roles that own a table in the same schema:
 * at the target the schema's role stands for these.
 */
final class SourceGrants {
  private static final String GRANTS =
      """
      WITH space AS (
        SELECT n.oid, n.nspname, n.nspowner, n.nspacl, m.place
          FROM unnest(?::text[], ?::text[]) AS m (name, place)
          JOIN pg_catalog.pg_namespace n ON n.nspname = m.name
      ), held (space, host, kind, object, col, owner, acl, everything) AS (
        SELECT oid, '', 'SCHEMA', '', '', nspowner, nspacl,
               (SELECT count(*) FROM aclexplode(acldefault('n', nspowner))) FROM space
        UNION ALL
        SELECT c.relnamespace, CASE c.relkind WHEN 'S' THEN coalesce(t.relname, '') ELSE c.relname END,
               CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, quote_ident(c.relname), '',
               c.relowner, c.relacl,
               (SELECT count(*) FROM aclexplode(
                  acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner)))
          FROM pg_catalog.pg_class c
          LEFT JOIN pg_catalog.pg_depend d
            ON c.relkind = 'S' AND d.classid = 'pg_class'::regclass AND d.objid = c.oid
           AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
          LEFT JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
         WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S')
        UNION ALL
        SELECT c.relnamespace, c.relname, 'TABLE', quote_ident(c.relname), quote_ident(a.attname),
               c.relowner, a.attacl, NULL
          FROM pg_catalog.pg_class c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
         WHERE c.relkind IN ('r', 'p', 'v', 'm') AND NOT a.attisdropped
        UNION ALL
        SELECT p.pronamespace, '', 'ROUTINE',
               quote_ident(p.proname) || '(' || coalesce(
                 (SELECT string_agg(
                           CASE WHEN n.nspname = 'pg_catalog' THEN format_type(g.type, NULL)
                                ELSE format('%s.%s%s', quote_ident(coalesce(s.place, n.nspname)),
                                            quote_ident(b.typname),
                                            CASE WHEN b.oid <> g.type THEN '[]' ELSE '' END) END,
                           ', ' ORDER BY g.n)
                    FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS g (type, n)
                    JOIN pg_catalog.pg_type y ON y.oid = g.type
                    JOIN pg_catalog.pg_type b
                      ON b.oid = CASE WHEN y.typcategory = 'A' AND y.typelem <> 0 THEN y.typelem
                                      ELSE y.oid END
                    JOIN pg_catalog.pg_namespace n ON n.oid = b.typnamespace
                    LEFT JOIN space s ON s.oid = n.oid), '') || ')',
               '', p.proowner, p.proacl, NULL
          FROM pg_catalog.pg_proc p
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                            WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                              AND d.deptype = 'e')
        UNION ALL
        SELECT typnamespace, '', 'TYPE', quote_ident(typname), '', typowner, typacl, NULL
          FROM pg_catalog.pg_type
        UNION ALL
        SELECT defaclnamespace, '',
               CASE defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES'
                                  WHEN 'f' THEN 'ROUTINES' ELSE 'TYPES' END,
               '', '', defaclrole, defaclacl, NULL
          FROM pg_catalog.pg_default_acl
      )
      SELECT s.nspname, h.host, h.kind, h.object, r.rolname, a.is_grantable,
             CASE WHEN count(*) = h.everything THEN 'ALL'
                  ELSE string_agg(a.privilege_type
                         || CASE h.col WHEN '' THEN '' ELSE ' (' || h.col || ')' END,
                         ', ' ORDER BY a.privilege_type, h.col) END
        FROM held h JOIN space s ON s.oid = h.space
       CROSS JOIN LATERAL aclexplode(h.acl) AS a
        JOIN pg_catalog.pg_roles r ON r.oid = a.grantee AND r.oid <> h.owner
       WHERE r.rolname <> current_user
         AND NOT EXISTS (SELECT FROM pg_catalog.pg_class c
                          WHERE c.relnamespace = h.space AND c.relowner = r.oid)
       GROUP BY s.nspname, h.host, h.kind, h.object, h.everything, r.rolname, a.is_grantable
       ORDER BY 1, h.kind = 'SCHEMA' DESC, 3, 4, 5, 6\
      """;

  private final SourceReading source;
  private final List<SourceGrant> found = new ArrayList<>();

  private SourceGrants(SourceReading source) {
    this.source = source;
  }

  static List<SourceGrant> read(SourceReading source) {
    SourceGrants grants = new SourceGrants(source);
    List<SchemaMapping> mappings = source.source().schemas();
    source
        .query()
        .list(
            GRANTS,
            grants::add,
            mappings.stream().map(SchemaMapping::from).toArray(String[]::new),
            mappings.stream().map(SchemaMapping::to).toArray(String[]::new));
    return grants.found;
  }

  private boolean add(ResultSet row) throws SQLException {
    String kind = row.getString(3);
    for (String schema : destinations(row.getString(1), row.getString(2), kind)) {
      String object = row.getString(4);
      found.add(
          new SourceGrant(
              schema,
              row.getString(5),
              row.getString(7),
              kind,
              object.isEmpty() ? Sql.identifier(schema) : Sql.identifier(schema) + "." + object,
              row.getBoolean(6)));
    }
    return true;
  }

  /** The target's schemas that a right is about; none when its table stays. */
  private Set<String> destinations(String origin, String table, String kind) {
    Set<String> schemas = new LinkedHashSet<>();
    if (!table.isEmpty()) {
      Optional<TableName> target = source.source().targetOf(new TableName(origin, table));
      target.ifPresent(name -> schemas.add(name.schema()));
      return schemas;
    }
    for (SchemaMapping mapping : source.source().schemas()) {
      if (mapping.from().equals(origin)) {
        schemas.add(mapping.to());
        if (kind.equals("SCHEMA") || kind.endsWith("S")) {
          schemas.addAll(mapping.tables().values());
        }
      }
    }
    return schemas;
  }
}
