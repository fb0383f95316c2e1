package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.sql.Sql;
import java.sql.SQLException;
import java.util.List;

/** Rows are applied with triggers and foreign keys at rest. */
final class TargetReplicaRoleCheck implements TargetCheck {
  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_REPLICA_ROLE;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) throws SQLException {
    try {
      target.query().attempt("SET session_replication_role = replica");
      return List.of(
          code().passed(TargetReading.SUBJECT, "session_replication_role can be set to replica."));
    } catch (SQLException e) {
      if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
        throw e;
      }
      return List.of(
          code()
              .failed(
                  TargetReading.SUBJECT,
                  "Role " + target.user() + " may not set session_replication_role.",
                  "GRANT SET ON PARAMETER session_replication_role TO %s; as superuser (PostgreSQL 15 or newer; before that the role has to be superuser)."
                      .formatted(Sql.identifier(target.user()))));
    }
  }
}
