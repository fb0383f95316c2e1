package io.tributary.validator.database;

import io.tributary.database.ConnectionWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session whose reads all see one moment, for as long as it is open. Between two reads it holds
 * no lock on any table, so that no DDL and no TRUNCATE waits for it; whoever reads a table that was
 * truncated or written anew since finds it empty, and has to know that. Used by one thread at a
 * time; {@link #abort} may come from any.
 */
public final class HeldMoment implements AutoCloseable {
  private static final String CANCELLED = "57014";

  private final ReadingSession session;
  private @Nullable Connection connection;
  private @Nullable Savepoint begun;

  /** Nothing is held yet; owns the session. */
  public HeldMoment(ReadingSession session) {
    this.session = session;
  }

  /** Holds what is committed now. To be called once, before any read. */
  public void take() throws SQLException {
    Connection entered = session.enter();
    // Locks are given back by going back to a savepoint; the transaction keeps its snapshot.
    begun = entered.setSavepoint();
    connection = entered;
  }

  /** Reads as of the moment that is held. */
  public <T> T read(ConnectionWork<T> reads) throws SQLException {
    if (connection == null) {
      throw new IllegalStateException("no snapshot was taken");
    }
    try {
      return reads.on(connection);
    } finally {
      connection.rollback(begun);
    }
  }

  /** The same within a time; empty when the server needs longer. */
  public <T> Optional<T> readWithin(Duration limit, ConnectionWork<T> reads) throws SQLException {
    try {
      return Optional.of(
          read(
              open -> {
                try (Statement statement = open.createStatement()) {
                  statement.execute(
                      "SET LOCAL statement_timeout = " + Math.max(1, limit.toMillis()));
                }
                return reads.on(open);
              }));
    } catch (SQLException e) {
      if (CANCELLED.equals(e.getSQLState())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Makes the running read fail at once, and every later one. */
  public void abort() {
    session.abort();
  }

  @Override
  public void close() {
    session.close();
  }
}
