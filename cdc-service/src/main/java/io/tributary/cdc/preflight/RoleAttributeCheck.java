package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.sql.Sql;
import java.sql.SQLException;
import java.util.List;

/** Attributes that the role of the target has to have. */
enum RoleAttributeCheck implements TargetCheck {
  /** For the scratch database in which schema names are rewritten. */
  CREATEDB(PreflightCode.TARGET_CREATEDB, "rolcreatedb", "a scratch database"),
  /** For the applications' login roles. */
  CREATEROLE(PreflightCode.TARGET_CREATEROLE, "rolcreaterole", "the applications' roles");

  private final PreflightCode code;
  private final String column;
  private final String purpose;

  RoleAttributeCheck(PreflightCode code, String column, String purpose) {
    this.code = code;
    this.column = column;
    this.purpose = purpose;
  }

  @Override
  public PreflightCode code() {
    return code;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) throws SQLException {
    String has =
        "SELECT rolsuper OR %s FROM pg_catalog.pg_roles WHERE rolname = current_user"
            .formatted(column);
    return List.of(
        target.query().truth(has)
            ? code.passed(TargetReading.SUBJECT, "Role %s has %s.".formatted(target.user(), name()))
            : code.failed(
                TargetReading.SUBJECT,
                "Role %s lacks %s, which is needed for %s."
                    .formatted(target.user(), name(), purpose),
                "ALTER ROLE %s %s;".formatted(Sql.identifier(target.user()), name())));
  }
}
