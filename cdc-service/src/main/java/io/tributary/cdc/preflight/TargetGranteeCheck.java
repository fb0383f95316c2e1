package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.sql.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A grant is carried over when the target has a role of that name. */
final class TargetGranteeCheck implements TargetCheck {

  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_GRANTEE;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) throws SQLException {
    TreeSet<String> missing = new TreeSet<>();
    target.sources().forEach(source -> missing.addAll(source.rights().grantees()));
    missing.removeAll(target.roles());
    return List.of(
        missing.isEmpty()
            ? code().passed(TargetReading.SUBJECT, "Every role that has a grant is there.")
            : code()
                .warning(
                    TargetReading.SUBJECT,
                    "Grants to these roles are left out, because the target has no such roles: %s."
                        .formatted(String.join(", ", missing)),
                    "Nothing, if they are not needed. Otherwise first: "
                        + missing.stream()
                            .map(role -> "CREATE ROLE " + Sql.identifier(role) + ";")
                            .collect(Collectors.joining(" "))));
  }
}
