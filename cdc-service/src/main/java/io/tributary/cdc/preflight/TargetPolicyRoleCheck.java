package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.sql.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A policy for a role cannot be made without the role. */
final class TargetPolicyRoleCheck implements TargetCheck {

  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_POLICY_ROLE;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) throws SQLException {
    Set<String> roles = target.roles();
    List<PreflightCheck> missing = new ArrayList<>();
    for (SourceSummary source : target.sources()) {
      source
          .rights()
          .policyRoles()
          .forEach(
              (role, policies) -> {
                if (!roles.contains(role)) {
                  missing.add(missing(source, role, policies));
                }
              });
    }
    return missing.isEmpty()
        ? List.of(code().passed(TargetReading.SUBJECT, "Every role that a policy names is there."))
        : missing;
  }

  private PreflightCheck missing(SourceSummary source, String role, String policies) {
    return code()
        .failed(
            TargetReading.SUBJECT,
            "Row security policies of source %s name role %s, which the target does not have: %s."
                .formatted(source.source(), role, policies),
            "CREATE ROLE " + Sql.identifier(role) + ";");
  }
}
