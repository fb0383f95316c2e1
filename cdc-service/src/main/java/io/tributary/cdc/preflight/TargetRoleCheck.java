package io.tributary.cdc.preflight;

import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.sql.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Each schema gets an owner with whom its application logs in. */
final class TargetRoleCheck implements TargetCheck {
  private static final String MEMBER =
      "SELECT pg_catalog.pg_has_role(oid, 'MEMBER') FROM pg_catalog.pg_roles WHERE rolname = ?";

  private final SecretReader secrets = new SecretReader();

  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_ROLE;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) throws SQLException {
    List<PreflightCheck> wrong = new ArrayList<>();
    for (Map.Entry<String, TargetSchema> schema :
        new TreeMap<>(target.migration().target().schemas()).entrySet()) {
      role(target, schema.getKey(), schema.getValue()).ifPresent(wrong::add);
    }
    return wrong.isEmpty()
        ? List.of(code().passed(TargetReading.SUBJECT, "The schemas' roles can be made or used."))
        : wrong;
  }

  private Optional<PreflightCheck> role(TargetReading target, String schema, TargetSchema wanted)
      throws SQLException {
    if (wanted.password() != null) {
      try {
        secrets.read(wanted.password());
      } catch (TributaryException e) {
        String fix = "Provide the password of role " + wanted.role() + " there.";
        return Optional.of(code().failed(TargetReading.SUBJECT, e.getMessage(), fix));
      }
    }
    List<Boolean> member = target.query().list(MEMBER, row -> row.getBoolean(1), wanted.role());
    if (member.isEmpty() && wanted.password() == null) {
      return Optional.of(
          code()
              .warning(
                  TargetReading.SUBJECT,
                  "Role %s of schema %s does not exist and gets no password, so nobody can log in with one."
                      .formatted(wanted.role(), schema),
                  "Give a password for it in the migration file."));
    }
    return member.isEmpty() || member.get(0)
        ? Optional.empty()
        : Optional.of(
            code()
                .failed(
                    TargetReading.SUBJECT,
                    "Role %s exists, but %s is no member of it and cannot give it schema %s."
                        .formatted(wanted.role(), target.user(), schema),
                    "GRANT %s TO %s;"
                        .formatted(Sql.identifier(wanted.role()), Sql.identifier(target.user()))));
  }
}
