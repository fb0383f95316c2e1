package io.tributary.cdc.preflight.targetchecks;

import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.checks.install.ExtensionInstall;
import io.tributary.checks.install.ServerBuild;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Checks that the target has the extensions that the tables use, or can get them. */
final class TargetExtensionCheck implements CatalogCheck<TargetReading> {
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
       WHERE x.name = ?\
      """;

  /** It is there, and its like in the scratch database has to be made too. */
  private static final String NOT_AGAIN =
      """
      SELECT EXISTS (SELECT FROM pg_catalog.pg_extension e WHERE e.extname = v.name)
             AND v.superuser AND NOT v.trusted
             AND NOT (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user)
        FROM pg_catalog.pg_available_extensions x
        JOIN pg_catalog.pg_available_extension_versions v
          ON v.name = x.name AND v.version = x.default_version
       WHERE x.name = ?\
      """;

  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_EXTENSION;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) {
    List<PreflightCheck> checks = new ArrayList<>();
    for (Map.Entry<String, String> used : used(target).entrySet()) {
      String extension = used.getKey();
      if (!target.query().holds(AVAILABLE, extension)) {
        checks.add(missing(target, extension, used.getValue()));
      } else if (target.query().holds(BEYOND_US, extension)) {
        checks.add(superuserNeeded(target, extension));
      } else if (target.query().holds(NOT_AGAIN, extension)) {
        checks.add(platformNeeded(target, extension));
      }
    }
    return checks.isEmpty()
        ? List.of(
            code()
                .passed(
                    TargetReading.SUBJECT,
                    "Extensions that the tables use: "
                        + used(target).keySet()
                        + "; all can be had."))
        : checks;
  }

  /** Each extension with what uses it, over all sources. */
  private static Map<String, String> used(TargetReading target) {
    Map<String, String> used = new TreeMap<>();
    target
        .sources()
        .forEach(
            source ->
                source
                    .extensions()
                    .forEach((name, by) -> used.merge(name, by, (a, b) -> a + ", " + b)));
    return used;
  }

  private PreflightCheck missing(TargetReading target, String extension, String by) {
    ServerBuild build =
        target.query().texts(ServerBuild.STATEMENT).stream()
            .findFirst()
            .map(ServerBuild::of)
            .orElseGet(() -> ServerBuild.of(""));
    return code()
        .failed(
            TargetReading.SUBJECT,
            "A source uses extension %s (%s), which the target does not have."
                .formatted(extension, by),
            ExtensionInstall.of(extension, build));
  }

  private PreflightCheck platformNeeded(TargetReading target, String extension) {
    return code()
        .warning(
            TargetReading.SUBJECT,
            "Extension %s is there, but the scratch database in which schemas are rewritten needs it too, and PostgreSQL lets only a superuser create it, which %s is not."
                .formatted(extension, target.user()),
            "On a platform that lets its owners create it, such as Supabase, nothing. Elsewhere write trusted = true into %s.control (pg_config --sharedir names its directory, extension) on the target's server, or let %s be a superuser."
                .formatted(extension, target.user()));
  }

  private PreflightCheck superuserNeeded(TargetReading target, String extension) {
    return code()
        .failed(
            TargetReading.SUBJECT,
            "Extension %s can be created by a superuser only, and %s is none."
                .formatted(extension, target.user()),
            "`CREATE EXTENSION %s SCHEMA %s;` as superuser in database %s."
                .formatted(
                    Sql.identifier(extension),
                    Sql.identifier(target.migration().target().extensionsSchema()),
                    target.database()));
  }
}
