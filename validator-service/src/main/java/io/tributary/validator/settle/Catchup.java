package io.tributary.validator.settle;

import io.tributary.common.model.StreamId;
import io.tributary.validator.database.Session;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits until the target holds everything that a reading of the source saw. A stream that lags or
 * stands still makes it wait, never give up: without the position nothing can be said.
 *
 * @param stream whose checkpoint
 * @param target session to read it
 * @param stopped whether somebody wants the waiting to end
 */
public record Catchup(StreamId stream, Session target, BooleanSupplier stopped) {
  private static final long POLL_MILLIS = 20;

  /**
   * The source's position behind everything that the open snapshot sees. To be asked after the
   * snapshot was taken: a transaction becomes visible only after its commit record is in the log.
   */
  public static long positionBehind(Connection source) throws SQLException {
    try (Statement statement = source.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /**
   * Returns once the checkpoint has reached a position.
   *
   * @throws CancellationException when stopped
   */
  public void await(long position) {
    while (target
        .read(connection -> Checkpoint.read(connection, stream))
        .filter(checkpoint -> checkpoint.position() >= position)
        .isEmpty()) {
      pause(POLL_MILLIS);
    }
  }

  /**
   * Rests.
   *
   * @throws CancellationException when stopped
   */
  public void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    if (stopped.getAsBoolean() || Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the comparison was stopped");
    }
  }
}
