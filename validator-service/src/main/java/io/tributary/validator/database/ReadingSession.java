package io.tributary.validator.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One reading session to a source or the target. Used by one thread at a time; {@link #abort} may
 * come from any thread and makes the running statement fail.
 */
public final class ReadingSession implements AutoCloseable {
  private final io.tributary.common.model.DatabaseAddress address;
  private final Connection connection;

  ReadingSession(io.tributary.common.model.DatabaseAddress address, Connection connection) {
    this.address = address;
    this.connection = connection;
  }

  /**
   * Runs reads in one snapshot: every statement in it sees the same committed state.
   *
   * @throws io.tributary.common.error.TributaryException what went wrong, and at which database
   */
  public <T> T snapshot(Reads<T> reads) {
    try {
      connection.setAutoCommit(false);
      T result = reads.read(connection);
      connection.rollback();
      return result;
    } catch (SQLException e) {
      throw ConnectionFailures.of(address, e);
    } finally {
      rollbackQuietly();
    }
  }

  /** Runs reads that need no common snapshot. */
  public <T> T read(Reads<T> reads) {
    try {
      connection.setAutoCommit(true);
      return reads.read(connection);
    } catch (SQLException e) {
      throw ConnectionFailures.of(address, e);
    }
  }

  /** Runs statements in one transaction and commits it; for temporary tables only. */
  public <T> T commit(Reads<T> work) throws SQLException {
    rollbackQuietly();
    connection.setAutoCommit(false);
    try {
      T result = work.read(connection);
      connection.commit();
      return result;
    } finally {
      rollbackQuietly();
    }
  }

  /** Opens a snapshot that stays until {@link #leave}; the connection reads inside it. */
  public Connection enter() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
    return connection;
  }

  /** Ends the snapshot of {@link #enter}. */
  public void leave() {
    rollbackQuietly();
  }

  /** Which database this reads. */
  public io.tributary.common.model.DatabaseAddress address() {
    return address;
  }

  /** Whether the session still answers; costs one round trip. */
  public boolean alive() {
    try {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  /** Breaks the connection off at once, from any thread. */
  public void abort() {
    try {
      connection.unwrap(org.postgresql.PGConnection.class).cancelQuery();
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // it is gone already, which is what was asked for
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // the server forgets a reading session by itself
    }
  }

  private void rollbackQuietly() {
    try {
      if (!connection.isClosed() && !connection.getAutoCommit()) {
        connection.rollback();
      }
    } catch (SQLException e) {
      // the connection is broken; the next use says so with its reason
    }
  }

  /** Reads over a connection. */
  @FunctionalInterface
  public interface Reads<T> {
    T read(Connection connection) throws SQLException;
  }
}
