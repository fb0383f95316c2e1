package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;

/** Without a key a changed row is named by all of its old values. */
final class ReplicaIdentityCheck implements SourceCheck {

  @Override
  public PreflightCode code() {
    return PreflightCode.REPLICA_IDENTITY;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    List<SourceTable> without =
        source
            .moving()
            .filter(table -> !table.partitioned() && !table.primaryKey() && !table.fullIdentity())
            .toList();
    return List.of(
        without.isEmpty()
            ? code().passed(source.subject(), "Every table names its changed rows.")
            : code()
                .warning(
                    source.subject(),
                    "No primary key: %s. They get REPLICA IDENTITY FULL for the time of the migration, which makes their updates and deletes write more WAL."
                        .formatted(SourceReading.names(without)),
                    "Add a primary key where there is one in truth; otherwise nothing is to be done."));
  }
}
