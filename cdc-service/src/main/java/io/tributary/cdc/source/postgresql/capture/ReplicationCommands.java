package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.database.Databases;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.replication.LogSequenceNumber;

/**
 * Commands of the replication protocol that capture gives a source's server. Blocking.
 *
 * @param databases opens sessions
 * @param source the database
 */
record ReplicationCommands(Databases databases, DatabaseAddress source) {
  /** Since then a standby can carry slots along. */
  static final int CARRIES_SLOTS = 170_000;

  /** A file of the server that is not there: nothing was left for its first timeline. */
  private static final String NO_FILE = "58P01";

  /** A slot that was made, with the snapshot that its connection holds. */
  record MadeSlot(StartPoint start, String snapshot) {}

  /** Makes a slot on a session of {@link #open}; the server waits for open transactions first. */
  static MadeSlot makeSlot(DatabaseSession session, String slot) {
    return session.with(connection -> makeSlot(connection, slot));
  }

  private static MadeSlot makeSlot(Connection connection, String slot) throws SQLException {
    String options = carriesSlots(connection) ? "SNAPSHOT 'export', FAILOVER" : "";
    String command =
        "CREATE_REPLICATION_SLOT %s LOGICAL pgoutput %s"
            .formatted(
                Sql.identifier(slot), options.isEmpty() ? "EXPORT_SNAPSHOT" : "(" + options + ")");
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(command)) {
      row.next();
      return new MadeSlot(
          new StartPoint(LogSequenceNumber.valueOf(row.getString("consistent_point")).asLong()),
          row.getString("snapshot_name"));
    }
  }

  private static boolean carriesSlots(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseMajorVersion() >= CARRIES_SLOTS / 10_000;
  }

  /** Where the timelines were left that come before this one. */
  TimelineHistory history(long timeline) {
    try (DatabaseSession session = databases.openReplication(source)) {
      return session.with(connection -> history(connection, timeline));
    }
  }

  private static TimelineHistory history(Connection connection, long timeline) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("TIMELINE_HISTORY " + timeline)) {
      row.next();
      return new TimelineHistory(row.getString("content"));
    } catch (SQLException e) {
      if (NO_FILE.equals(e.getSQLState())) {
        return TimelineHistory.none();
      }
      throw e;
    }
  }
}
