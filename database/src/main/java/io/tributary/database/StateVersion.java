package io.tributary.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The version of Tributary's own schema in a database: the number of the newest script that was run
 * there. A service that knows fewer scripts than were run reads tables whose meaning it does not
 * know.
 */
public final class StateVersion {
  /** The newest script in db/tributary. */
  public static final int NEWEST = 19;

  /** By itself: Flyway takes most of a second for it in a new process, and the writers wait. */
  private static final String APPLIED =
      "SELECT coalesce(pg_catalog.max(version::int), 0)"
          + " FROM tributary.flyway_schema_history WHERE success";

  /** SQLSTATE class "syntax error or access rule violation": the table is missing, or hidden. */
  private static final String NOT_READABLE = "42";

  private StateVersion() {}

  /**
   * The version in the database of a connection, 0 where the schema is missing or may not be read.
   */
  public static int of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(APPLIED)) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      if (e.getSQLState() != null && e.getSQLState().startsWith(NOT_READABLE)) {
        return 0;
      }
      throw e;
    }
  }
}
