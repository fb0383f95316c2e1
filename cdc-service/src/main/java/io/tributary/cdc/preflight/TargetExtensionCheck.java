package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.sql.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The target needs the extensions that the tables use. */
final class TargetExtensionCheck implements TargetCheck {
  private static final String AVAILABLE =
      "SELECT EXISTS (SELECT FROM pg_catalog.pg_available_extensions WHERE name = ?)";
  private static final String BEYOND_US =
      """
      SELECT NOT EXISTS (SELECT FROM pg_catalog.pg_extension e WHERE e.extname = v.name)
             AND v.superuser AND NOT v.trusted
             AND NOT (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user)
        FROM pg_catalog.pg_available_extensions x
        JOIN pg_catalog.pg_available_extension_versions v
          ON v.name = x.name AND v.version = x.default_version
       WHERE x.name = ?""";

  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_EXTENSION;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) throws SQLException {
    List<PreflightCheck> checks = new ArrayList<>();
    for (String extension : used(target)) {
      if (!target.query().truth(AVAILABLE, extension)) {
        checks.add(missing(extension));
      } else if (target.query().truth(BEYOND_US, extension)) {
        checks.add(superuserNeeded(target, extension));
      }
    }
    return checks.isEmpty()
        ? List.of(
            code()
                .passed(
                    TargetReading.SUBJECT,
                    "Extensions that the tables use: " + used(target) + "; all can be had."))
        : checks;
  }

  private static List<String> used(TargetReading target) {
    return target.sources().stream()
        .flatMap(source -> source.extensions().stream())
        .distinct()
        .sorted()
        .toList();
  }

  private PreflightCheck missing(String extension) {
    String fix =
        extension.equals("vector")
            ? "Install pgvector on the target's machine: package postgresql-NN-pgvector (NN is the server's version), or build it from its source with make && make install."
            : "Install the package that brings it (often postgresql-contrib or postgresql-NN-%s) on the target's machine."
                .formatted(extension);
    return code()
        .failed(
            TargetReading.SUBJECT,
            "A source uses extension " + extension + ", which the target does not have.",
            fix);
  }

  private PreflightCheck superuserNeeded(TargetReading target, String extension) {
    return code()
        .failed(
            TargetReading.SUBJECT,
            "Extension %s can be created by a superuser only, and %s is none."
                .formatted(extension, target.user()),
            "CREATE EXTENSION %s SCHEMA %s; as superuser in database %s."
                .formatted(
                    Sql.identifier(extension),
                    Sql.identifier(target.migration().target().extensionsSchema()),
                    target.database()));
  }
}
