package io.tributary.database.backup;

import io.tributary.common.error.TributaryException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** One at a time tries backups of a target; a turn ends with its session at the latest. */
final class BackupTurn {
  private static final String TAKE =
      "SELECT pg_catalog.pg_advisory_lock("
          + "pg_catalog.hashtextextended('tributary.backup-check', 0::bigint))";

  /** Of one whose process was killed, or that was asked to stop. */
  private static final String PATIENCE = "SET lock_timeout = '20s'";

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private BackupTurn() {}

  /** Waits a little for a turn. */
  static void take(Connection target) throws SQLException {
    try (Statement statement = target.createStatement()) {
      statement.execute(PATIENCE);
      statement.execute(TAKE);
      statement.execute("RESET lock_timeout");
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw new TributaryException(
            BackupError.BUSY,
            "Backups of this target are being tried by somebody else, whose session has the application name tributary-backup-check. Wait until that has ended.",
            Map.of(),
            e);
      }
      throw e;
    }
  }
}
