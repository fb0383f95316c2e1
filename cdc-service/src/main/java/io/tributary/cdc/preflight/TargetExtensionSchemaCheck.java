package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.sql.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The applications' roles are let into the schemas of the extensions. PostgreSQL only warns when
 * the giver has no grant option, and the application would not find its types after the cutover.
 */
final class TargetExtensionSchemaCheck implements TargetCheck {
  private static final String CLOSED =
      """
      SELECT n.nspname FROM pg_catalog.pg_namespace n
       WHERE (n.nspname = ? OR n.oid IN (SELECT e.extnamespace FROM pg_catalog.pg_extension e
                                          WHERE e.extname = ANY (?)))
         AND n.nspname <> 'pg_catalog'
         AND NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE WITH GRANT OPTION')
         AND NOT EXISTS (SELECT FROM aclexplode(n.nspacl) AS a
                          WHERE a.grantee = 0 AND a.privilege_type = 'USAGE')
       ORDER BY 1""";

  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_EXTENSION_SCHEMA;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) throws SQLException {
    TreeSet<String> used = new TreeSet<>();
    target.sources().forEach(source -> used.addAll(source.extensions().keySet()));
    List<PreflightCheck> closed = new ArrayList<>();
    for (String schema :
        target
            .query()
            .texts(
                CLOSED,
                target.migration().target().extensionsSchema(),
                used.toArray(String[]::new))) {
      closed.add(closed(target, schema));
    }
    return closed.isEmpty()
        ? List.of(code().passed(TargetReading.SUBJECT, "The applications can use the extensions."))
        : closed;
  }

  private PreflightCheck closed(TargetReading target, String schema) {
    return code()
        .failed(
            TargetReading.SUBJECT,
            "Role %s cannot let the applications into schema %s, where extensions are."
                .formatted(target.user(), schema),
            "GRANT USAGE ON SCHEMA %s TO %s WITH GRANT OPTION;"
                .formatted(Sql.identifier(schema), Sql.identifier(target.user())));
  }
}
