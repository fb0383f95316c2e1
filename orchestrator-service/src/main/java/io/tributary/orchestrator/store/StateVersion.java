package io.tributary.orchestrator.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * The version of the schema tributary in a target, read by itself: Flyway takes most of a second
 * for the same in a process that has just started, and after a crash in a cutover the writers wait.
 */
final class StateVersion {
  private static final String APPLIED =
      "SELECT coalesce(max(version::int), 0) FROM tributary.flyway_schema_history WHERE success";

  private StateVersion() {}

  /**
   * The newest script that was run there; 0 when the table is not there or not readable, and Flyway
   * has to look.
   *
   * @throws SQLException when the target takes no connections
   */
  static int of(DataSource target) throws SQLException {
    try (Connection connection = target.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(APPLIED)) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      if (e.getSQLState() != null && e.getSQLState().startsWith("42")) {
        return 0;
      }
      throw e;
    }
  }
}
