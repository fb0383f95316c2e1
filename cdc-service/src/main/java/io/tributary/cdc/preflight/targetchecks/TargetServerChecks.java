package io.tributary.cdc.preflight.targetchecks;

import static io.tributary.cdc.preflight.check.CheckFinding.failed;
import static io.tributary.cdc.preflight.check.CheckFinding.passed;

import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.cdc.preflight.check.CheckFinding;
import io.tributary.cdc.preflight.check.ServerLocks;
import io.tributary.cdc.preflight.check.SourceSummary;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.sql.Sql;

/** Checks of the target's server, and of what the role of the migration file may do there. */
final class TargetServerChecks {
  private static final String ROLES_THERE =
      """
      SELECT NOT EXISTS (
        SELECT FROM unnest(?::text[]) AS wanted(name)
         WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolcanlogin AND r.rolname = wanted.name))\
      """;

  /** An older server may not know what a newer one uses. */
  static final CatalogCheck<TargetReading> VERSION =
      CatalogCheck.of(
          PreflightCode.TARGET_VERSION,
          target ->
              target.query().number("SELECT current_setting('server_version_num')::bigint / 10000"),
          (target, major) -> {
            long newest =
                target.sources().stream().mapToLong(SourceSummary::majorVersion).max().orElse(0);
            return major >= newest
                ? passed("PostgreSQL " + major + ".")
                : failed(
                    "The target is PostgreSQL %d, but a source is %d already."
                        .formatted(major, newest),
                    "Use a target of PostgreSQL " + newest + " or newer.");
          });

  /** A standby cannot be written. */
  static final CatalogCheck<TargetReading> PRIMARY =
      CatalogCheck.of(
          PreflightCode.TARGET_PRIMARY,
          target -> target.query().holds("SELECT pg_catalog.pg_is_in_recovery()"),
          (target, standby) ->
              standby
                  ? failed(
                      "The target is a standby, which cannot be written.",
                      "Give the address of the primary.")
                  : passed("The target is a primary."));

  /** UTF8 holds every text; another encoding only its own. */
  static final CatalogCheck<TargetReading> ENCODING =
      CatalogCheck.of(
          PreflightCode.TARGET_ENCODING,
          target -> target.query().text("SELECT current_setting('server_encoding')"),
          (target, encoding) ->
              encoding.equals("UTF8")
                      || target.sources().stream().allMatch(s -> s.encoding().equals(encoding))
                  ? passed("The target's encoding is " + encoding + ".")
                  : failed(
                      "The target's encoding is "
                          + encoding
                          + ", which cannot hold every text of the sources.",
                      "`CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C';` (or with another locale of UTF8) and name it as the target."
                          .formatted(Sql.identifier(target.database() + "_utf8"))));

  /** Schemas are made in the target. */
  static final CatalogCheck<TargetReading> CREATE_RIGHT =
      CatalogCheck.of(
          PreflightCode.TARGET_CREATE,
          target ->
              target
                  .query()
                  .holds("SELECT pg_catalog.has_database_privilege(current_database(), 'CREATE')"),
          (target, may) ->
              may
                  ? passed("Schemas can be created.")
                  : failed(
                      "Role %s may not create schemas in database %s."
                          .formatted(target.user(), target.database()),
                      "`GRANT CREATE ON DATABASE %s TO %s;`"
                          .formatted(
                              Sql.identifier(target.database()), Sql.identifier(target.user()))));

  /** For the scratch database in which schema names are rewritten. */
  static final CatalogCheck<TargetReading> CREATEDB =
      CatalogCheck.of(
          PreflightCode.TARGET_CREATEDB,
          target -> has(target, "CREATEDB"),
          (target, holds) -> attribute(target, holds, "CREATEDB", "a scratch database"));

  /** For the applications' login roles, unless all of them are there. */
  static final CatalogCheck<TargetReading> CREATEROLE =
      CatalogCheck.of(
          PreflightCode.TARGET_CREATEROLE,
          target -> has(target, "CREATEROLE") || rolesAreThere(target),
          (target, holds) -> attribute(target, holds, "CREATEROLE", "the applications' roles"));

  /** Creating and removing a source's tables takes one transaction each. */
  static final CatalogCheck<TargetReading> LOCKS =
      CatalogCheck.of(
          PreflightCode.LOCKS,
          target ->
              ServerLocks.of(
                  target.query(),
                  target.sources().stream().mapToLong(SourceSummary::relations).max().orElse(0)),
          (target, locks) -> locks.finding());

  private TargetServerChecks() {}

  private static boolean has(TargetReading target, String attribute) {
    return target
        .query()
        .holds(
            "SELECT rolsuper OR rol%s FROM pg_catalog.pg_roles WHERE rolname = current_user"
                .formatted(attribute));
  }

  private static boolean rolesAreThere(TargetReading target) {
    String[] roles =
        target.migration().target().schemas().values().stream()
            .map(TargetSchema::role)
            .toArray(String[]::new);
    return target.query().holds(ROLES_THERE, (Object) roles);
  }

  private static CheckFinding attribute(
      TargetReading target, boolean held, String attribute, String purpose) {
    return held
        ? passed("Role %s has %s, or does without.".formatted(target.user(), attribute))
        : failed(
            "Role %s lacks %s, which is needed for %s."
                .formatted(target.user(), attribute, purpose),
            "`ALTER ROLE %s %s;`".formatted(Sql.identifier(target.user()), attribute));
  }
}
