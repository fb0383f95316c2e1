package io.tributary.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * The one connection of a session, for Jdbi.
 *
 * @param connection is open
 * @param closing what becomes of it when the session is closed
 */
record OneConnection(Connection connection, Closing closing) implements ConnectionFactory {

  /** What becomes of a connection that its session needs no more. */
  interface Closing {
    /** Closes it, or hands it on. */
    void close(Connection connection) throws SQLException;
  }

  @Override
  public Connection openConnection() {
    return connection;
  }

  @Override
  public void closeConnection(Connection closed) throws SQLException {
    closing.close(closed);
  }
}
