package io.tributary.cdc.preflight.targetchecks;

import io.tributary.access.grant.ServiceGrants;
import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.secret.SecretRef;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Checks that the roles of the schemas exist or can be made, and that their passwords can be read.
 */
final class TargetRoleCheck implements CatalogCheck<TargetReading> {
  /** From PostgreSQL 16 on CREATEROLE alone does not let a role change another one's settings. */
  private static final String MEMBER =
      """
      SELECT pg_catalog.pg_has_role(oid, 'MEMBER')
             AND (current_setting('server_version_num')::int < 160000
                  OR pg_catalog.pg_has_role(oid, 'MEMBER WITH ADMIN OPTION'))
        FROM pg_catalog.pg_roles WHERE rolname = ?\
      """;

  private final SecretReader secrets = ServiceGrants.secrets();

  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_ROLE;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) {
    Map<String, Map<String, TargetSchema>> byRole = new TreeMap<>();
    target
        .migration()
        .target()
        .schemas()
        .forEach(
            (name, schema) ->
                byRole.computeIfAbsent(schema.role(), r -> new TreeMap<>()).put(name, schema));
    List<PreflightCheck> wrong = new ArrayList<>();
    for (Map.Entry<String, Map<String, TargetSchema>> role : byRole.entrySet()) {
      wrong.addAll(role(target, role.getKey(), role.getValue()));
    }
    return wrong.isEmpty()
        ? List.of(code().passed(TargetReading.SUBJECT, "The schemas' roles can be made or used."))
        : wrong;
  }

  /** Any of a role's schemas may name its password. */
  private List<PreflightCheck> role(
      TargetReading target, String role, Map<String, TargetSchema> schemas) {
    List<PreflightCheck> wrong = new ArrayList<>();
    List<SecretRef> passwords =
        schemas.values().stream()
            .map(TargetSchema::password)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    for (SecretRef password : passwords) {
      try {
        secrets.read(password);
      } catch (TributaryException e) {
        String fix = "Provide the password of role " + role + " there.";
        wrong.add(code().failed(TargetReading.SUBJECT, e.report().message(), fix));
      }
    }
    String names = String.join(", ", schemas.keySet());
    List<Boolean> member = target.query().list(MEMBER, row -> row.getBoolean(1), role);
    if (member.isEmpty() && passwords.isEmpty()) {
      wrong.add(
          code()
              .warning(
                  TargetReading.SUBJECT,
                  "Role %s of schema %s does not exist and gets no password, so nobody can log in with one."
                      .formatted(role, names),
                  "Give a `password` for it in the migration file, at one of its schemas."));
    }
    if (!member.isEmpty() && !member.get(0)) {
      wrong.add(
          code()
              .failed(
                  TargetReading.SUBJECT,
                  "Role %s exists, but %s is no member of it who may change it, and cannot give it schema %s."
                      .formatted(role, target.user(), names),
                  "`GRANT %s TO %s WITH ADMIN OPTION;`"
                      .formatted(Sql.identifier(role), Sql.identifier(target.user()))));
    }
    return wrong;
  }
}
