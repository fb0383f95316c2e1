package io.tributary.cdc.preflight;

import io.tributary.common.model.TableName;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.sql.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Forced row security would hide rows from apply too, which would then change nothing. */
final class TargetRowSecurityCheck implements TargetCheck {
  private static final String BYPASSES =
      """
      SELECT rolsuper OR rolbypassrls FROM pg_catalog.pg_roles WHERE rolname = current_user""";

  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_ROW_SECURITY;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) throws SQLException {
    String forced =
        target.sources().stream()
            .flatMap(source -> source.rights().forced().stream())
            .map(TableName::display)
            .collect(Collectors.joining(", "));
    return List.of(
        forced.isEmpty() || target.query().truth(BYPASSES)
            ? code()
                .passed(
                    TargetReading.SUBJECT, "No policy keeps rows from role " + target.user() + ".")
            : code()
                .failed(
                    TargetReading.SUBJECT,
                    "Row security is forced on %s; it would keep role %s from applying changes there."
                        .formatted(forced, target.user()),
                    "ALTER ROLE %s BYPASSRLS;".formatted(Sql.identifier(target.user()))));
  }
}
