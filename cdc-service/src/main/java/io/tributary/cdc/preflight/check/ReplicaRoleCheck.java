package io.tributary.cdc.preflight.check;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.FailureKind;
import java.util.List;

/** Rows are applied with triggers and foreign keys at rest, wherever a stream ends. */
public record ReplicaRoleCheck<R extends ServerReading>() implements CatalogCheck<R> {

  @Override
  public PreflightCode code() {
    return PreflightCode.TARGET_REPLICA_ROLE;
  }

  @Override
  public List<PreflightCheck> look(R reading) {
    return List.of(
        mayBeReplica(reading)
            ? code().passed(reading.subject(), "session_replication_role can be set to replica.")
            : code()
                .failed(
                    reading.subject(),
                    "Role " + reading.user() + " may not set session_replication_role.",
                    "`GRANT SET ON PARAMETER session_replication_role TO %s;` as superuser (PostgreSQL 15 or newer; before that the role has to be superuser)."
                        .formatted(Sql.identifier(reading.user()))));
  }

  private boolean mayBeReplica(R reading) {
    try {
      reading
          .query()
          .undone(() -> reading.query().update("SET session_replication_role = replica"));
      return true;
    } catch (DatabaseFailure e) {
      if (e.kind() != FailureKind.RIGHT_MISSING) {
        throw e;
      }
      return false;
    }
  }
}
