package io.tributary.cdc.preflight;

import io.tributary.common.model.TableName;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whom the objects of a source name, and which tables keep rows even from their owner.
 *
 * @param grantees roles other than the owners that have a right on something that moves
 * @param policyRoles each role that a policy of a table that moves speaks of, with the policies
 * @param forced tables that move and force row security
 */
record SourceRights(
    List<String> grantees, Map<String, String> policyRoles, List<TableName> forced) {
  static final SourceRights NONE = new SourceRights(List.of(), Map.of(), List.of());

  private static final String GRANTEES =
      """
      WITH held (space, owner, acl) AS (
        SELECT relnamespace, relowner, relacl FROM pg_catalog.pg_class
        UNION ALL SELECT c.relnamespace, c.relowner, a.attacl
          FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        UNION ALL SELECT pronamespace, proowner, proacl FROM pg_catalog.pg_proc
        UNION ALL SELECT typnamespace, typowner, typacl FROM pg_catalog.pg_type
      )
      SELECT DISTINCT r.rolname FROM held h
        JOIN pg_catalog.pg_namespace n ON n.oid = h.space AND n.nspname = ANY (?)
       CROSS JOIN LATERAL aclexplode(h.acl) AS a
        JOIN pg_catalog.pg_roles r ON r.oid = a.grantee AND r.oid <> h.owner
       ORDER BY 1""";
  private static final String POLICIES =
      """
      SELECT r.rolname, string_agg(format('%s on %s', p.polname, p.polrelid::regclass), ', '
                                   ORDER BY p.polrelid, p.polname)
        FROM unnest(?::text[]) AS t (oid)
        JOIN pg_catalog.pg_policy p ON p.polrelid = t.oid::oid
       CROSS JOIN LATERAL unnest(p.polroles) AS named (oid)
        JOIN pg_catalog.pg_roles r ON r.oid = named.oid GROUP BY 1 ORDER BY 1""";
  private static final String FORCED =
      """
      SELECT n.nspname, c.relname FROM unnest(?::text[]) AS t (oid)
        JOIN pg_catalog.pg_class c ON c.oid = t.oid::oid AND c.relforcerowsecurity
                                  AND c.relrowsecurity
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace ORDER BY 1, 2""";

  static SourceRights of(SourceReading source) throws SQLException {
    Map<String, String> policies = new LinkedHashMap<>();
    source
        .query()
        .list(
            POLICIES,
            row -> policies.put(row.getString(1), row.getString(2)),
            (Object) source.movingOids());
    return new SourceRights(
        source.query().texts(GRANTEES, (Object) SourceReading.schemas(source.source())),
        policies,
        source
            .query()
            .list(
                FORCED,
                row -> new TableName(row.getString(1), row.getString(2)),
                (Object) source.movingOids()));
  }
}
