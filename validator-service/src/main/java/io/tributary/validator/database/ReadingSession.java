package io.tributary.validator.database;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.database.ConnectionWork;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.DatabaseSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One reading session to a source or the target. Used by one thread at a time; {@link #abort} may
 * come from any thread and makes the running statement fail.
 */
public final class ReadingSession implements AutoCloseable {
  private final DatabaseSession session;
  private final Connection connection;

  ReadingSession(DatabaseSession session) {
    this.session = session;
    this.connection = session.connection();
  }

  /**
   * Runs reads in one snapshot: every statement in it sees the same committed state.
   *
   * @throws io.tributary.common.error.TributaryException what went wrong, and at which database
   */
  public <T> T snapshot(ConnectionWork<T> reads) {
    try {
      return session.with(
          open -> {
            open.setAutoCommit(false);
            T result = reads.on(open);
            open.rollback();
            return result;
          });
    } finally {
      rollbackQuietly();
    }
  }

  /** Runs reads that need no common snapshot. */
  public <T> T read(ConnectionWork<T> reads) {
    return session.with(
        open -> {
          open.setAutoCommit(true);
          return reads.on(open);
        });
  }

  /** Runs statements in one transaction and commits it; for temporary tables only. */
  public <T> T commit(ConnectionWork<T> work) throws SQLException {
    rollbackQuietly();
    connection.setAutoCommit(false);
    try {
      T result = work.on(connection);
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
  public DatabaseAddress address() {
    return session.place();
  }

  /** What a failure in {@link #enter} or {@link #commit} means to the operator. */
  public DatabaseFailure failure(SQLException e) {
    return session.failure(e);
  }

  /** Whether the session still answers; costs one round trip. */
  public boolean alive() {
    return session.alive();
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
      session.close();
    } catch (DatabaseFailure e) {
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
}
