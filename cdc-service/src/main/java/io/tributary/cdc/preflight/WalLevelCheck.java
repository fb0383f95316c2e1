package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;

/** Only logical WAL says what changed in which row. */
final class WalLevelCheck implements SourceCheck {

  @Override
  public PreflightCode code() {
    return PreflightCode.WAL_LEVEL;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    String level = source.query().text("SELECT current_setting('wal_level')");
    return List.of(
        level.equals("logical")
            ? code().passed(source.subject(), "wal_level is logical.")
            : code()
                .failed(
                    source.subject(),
                    "wal_level is " + level + ", so changes cannot be captured.",
                    "ALTER SYSTEM SET wal_level = logical; then restart the server. On RDS set rds.logical_replication = 1 instead."));
  }
}
