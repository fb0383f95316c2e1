package io.tributary.cdc.preflight.targetchecks;

import static io.tributary.cdc.preflight.check.CheckFinding.failed;
import static io.tributary.cdc.preflight.check.CheckFinding.passed;
import static java.util.stream.Collectors.joining;

import io.tributary.cdc.function.FunctionCall;
import io.tributary.cdc.function.FunctionTrust;
import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.cdc.preflight.check.SourceSummary;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.DatabaseCreate;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks of the roles that the applications, their readers, grants and policies need there. */
final class TargetRoleChecks {
  private static final String MAY_GRANT_CREATE =
      "SELECT pg_catalog.has_database_privilege(current_database(), 'CREATE WITH GRANT OPTION')";
  private static final String MAY_CREATE =
      """
      SELECT EXISTS (SELECT FROM pg_catalog.pg_roles
                      WHERE rolname = ?
                        AND pg_catalog.has_database_privilege(oid, current_database(), 'CREATE'))\
      """;
  private static final String BYPASSES_ROW_SECURITY =
      """
      SELECT rolsuper OR rolbypassrls FROM pg_catalog.pg_roles WHERE rolname = current_user\
      """;
  private static final String CLOSED_EXTENSION_SCHEMAS =
      """
      SELECT n.nspname FROM pg_catalog.pg_namespace n
       WHERE (n.nspname = ? OR n.oid IN (SELECT e.extnamespace FROM pg_catalog.pg_extension e
                                          WHERE e.extname = ANY (?)))
         AND n.nspname <> 'pg_catalog'
         AND NOT pg_catalog.has_schema_privilege(n.oid, 'USAGE WITH GRANT OPTION')
         AND NOT EXISTS (SELECT FROM aclexplode(n.nspacl) AS a
                          WHERE a.grantee = 0 AND a.privilege_type = 'USAGE')
       ORDER BY 1\
      """;

  /** Whether CREATE on the database can be granted to the roles of which the file says so. */
  static final CatalogCheck<TargetReading> DATABASE_CREATE =
      CatalogCheck.each(
          PreflightCode.TARGET_DATABASE_CREATE,
          TargetRoleChecks::creators,
          (target, creator) -> {
            if (creator.has()) {
              return passed(
                  "Role %s may create schemas in database %s already."
                      .formatted(creator.role(), target.database()));
            }
            return creator.canBeGranted()
                ? passed(
                    "Role %s gets CREATE on database %s: it may make schemas, publications and trusted extensions there, and sees no other application's schema by that."
                        .formatted(creator.role(), target.database()))
                : failed(
                    "Role %s is to have CREATE on database %s, which role %s may not grant."
                        .formatted(creator.role(), target.database(), target.user()),
                    "As the database's owner: `GRANT CREATE ON DATABASE %s TO %s WITH GRANT OPTION;`"
                        .formatted(
                            Sql.identifier(target.database()), Sql.identifier(target.user())));
          });

  /** Whether the roles are there that the file lets read a schema. */
  static final CatalogCheck<TargetReading> READERS =
      CatalogCheck.each(
          PreflightCode.TARGET_READERS,
          TargetRoleChecks::readers,
          (target, reader) ->
              reader.exists()
                  ? passed(
                      "Role %s may read the tables and views of schema %s, rows that move before the cutover too."
                          .formatted(reader.role(), reader.schema()))
                  : failed(
                      "Role %s is to read schema %s, and the target has no such role."
                          .formatted(reader.role(), reader.schema()),
                      "`CREATE ROLE %s;` or take it out of target.schemas.%s.readers."
                          .formatted(Sql.identifier(reader.role()), reader.schema())));

  /**
   * The applications' roles are let into the schemas of the extensions. PostgreSQL only warns when
   * the giver has no grant option, and the application would not find its types after the cutover.
   */
  static final CatalogCheck<TargetReading> EXTENSION_SCHEMAS =
      CatalogCheck.each(
          PreflightCode.TARGET_EXTENSION_SCHEMA,
          target ->
              target
                  .query()
                  .texts(
                      CLOSED_EXTENSION_SCHEMAS,
                      target.migration().target().extensionsSchema(),
                      target.sources().stream()
                          .flatMap(source -> source.extensions().keySet().stream())
                          .distinct()
                          .toArray(String[]::new)),
          target -> "The applications can use the extensions.",
          (target, schema) ->
              failed(
                  "Role %s cannot let the applications into schema %s, where extensions are."
                      .formatted(target.user(), schema),
                  "`GRANT USAGE ON SCHEMA %s TO %s WITH GRANT OPTION;`"
                      .formatted(Sql.identifier(schema), Sql.identifier(target.user()))));

  /** A policy for a role cannot be made without the role. */
  static final CatalogCheck<TargetReading> POLICY_ROLES =
      CatalogCheck.each(
          PreflightCode.TARGET_POLICY_ROLE,
          TargetRoleChecks::missingPolicyRoles,
          target -> "Every role that a policy names is there.",
          (target, missing) ->
              failed(
                  "Row security policies of source %s name role %s, which the target does not have: %s."
                      .formatted(missing.source(), missing.role(), missing.policies()),
                  "`CREATE ROLE " + Sql.identifier(missing.role()) + ";`"));

  /** Forced row security would hide rows from apply too, which would then change nothing. */
  static final CatalogCheck<TargetReading> ROW_SECURITY =
      CatalogCheck.of(
          PreflightCode.TARGET_ROW_SECURITY,
          target -> {
            String forced =
                target.sources().stream()
                    .flatMap(source -> source.rights().forced().stream())
                    .map(TableName::display)
                    .collect(joining(", "));
            return forced.isEmpty() || target.query().holds(BYPASSES_ROW_SECURITY) ? "" : forced;
          },
          (target, forced) ->
              forced.isEmpty()
                  ? passed("No policy keeps rows from role " + target.user() + ".")
                  : failed(
                      "Row security is forced on %s; it would keep role %s from applying changes there."
                          .formatted(forced, target.user()),
                      "`ALTER ROLE %s BYPASSRLS;`".formatted(Sql.identifier(target.user()))));

  /** A CHECK with a function of somebody's own would do what he likes as a superuser. */
  static final CatalogCheck<TargetReading> FUNCTIONS =
      CatalogCheck.of(
          PreflightCode.TARGET_FUNCTIONS,
          TargetRoleChecks::refusedCalls,
          (target, refused) ->
              refused.isEmpty()
                  ? passed("Role " + target.user() + " runs no function that it must not.")
                  : failed(trust(target).finding(refused) + ".", trust(target).fix(refused)));

  private TargetRoleChecks() {}

  private record SchemaCreator(String role, boolean has, boolean canBeGranted) {}

  private record SchemaReader(String schema, String role, boolean exists) {}

  private record PolicyRole(String source, String role, String policies) {}

  private static FunctionTrust trust(TargetReading target) {
    return FunctionTrust.in(target.migration().target());
  }

  private static List<FunctionCall> refusedCalls(TargetReading target) {
    List<FunctionCall> refused =
        trust(target)
            .refused(target.sources().stream().flatMap(source -> source.calls().stream()).toList());
    return !refused.isEmpty() && target.query().holds(FunctionTrust.MIGHTY) ? refused : List.of();
  }

  private static List<SchemaCreator> creators(TargetReading target) {
    Set<String> roles = new TreeSet<>();
    target.migration().target().schemas().values().stream()
        .filter(schema -> schema.rights().databaseCreate() == DatabaseCreate.YES)
        .map(TargetSchema::role)
        .forEach(roles::add);
    boolean mayGrant = target.query().holds(MAY_GRANT_CREATE);
    List<SchemaCreator> creators = new ArrayList<>();
    for (String role : roles) {
      creators.add(new SchemaCreator(role, target.query().holds(MAY_CREATE, role), mayGrant));
    }
    return creators;
  }

  private static List<SchemaReader> readers(TargetReading target) {
    Set<String> roles = target.roles();
    List<SchemaReader> readers = new ArrayList<>();
    new TreeMap<>(target.migration().target().schemas())
        .forEach(
            (name, schema) ->
                schema
                    .rights()
                    .readers()
                    .forEach(
                        role -> readers.add(new SchemaReader(name, role, roles.contains(role)))));
    return readers;
  }

  private static List<PolicyRole> missingPolicyRoles(TargetReading target) {
    Set<String> roles = target.roles();
    List<PolicyRole> missing = new ArrayList<>();
    for (SourceSummary source : target.sources()) {
      source.rights().policyRoles().entrySet().stream()
          .filter(named -> !roles.contains(named.getKey()))
          .forEach(
              named ->
                  missing.add(new PolicyRole(source.source(), named.getKey(), named.getValue())));
    }
    return missing;
  }
}
