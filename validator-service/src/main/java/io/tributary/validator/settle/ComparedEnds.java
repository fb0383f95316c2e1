package io.tributary.validator.settle;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.validator.database.ReadingSession;
import io.tributary.validator.source.end.SourceEnd;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The source and the target of one stream while they are compared. Used by one thread.
 *
 * @param stream the stream that keeps the target in step
 * @param source the source's end
 * @param target a session to the target
 * @param stopped whether the comparison is to end
 */
public record ComparedEnds(
    StreamId stream, SourceEnd source, ReadingSession target, BooleanSupplier stopped) {
  private static final long POLL_MILLIS = 20;

  /** How far the target is now; empty when it is not prepared. */
  public Optional<Checkpoint> checkpoint() {
    return target.read(connection -> Checkpoint.read(connection, stream));
  }

  /**
   * Waits until the target has applied everything up to a position of the source. A stream that
   * lags or stands still makes this wait, never give up: without the position nothing can be said.
   *
   * @throws CancellationException when stopped
   */
  public void awaitApplied(long position) {
    while (checkpoint().filter(checkpoint -> checkpoint.position() >= position).isEmpty()) {
      pause(POLL_MILLIS);
    }
  }

  /**
   * Sleeps.
   *
   * @throws CancellationException when stopped
   */
  public void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    if (stopped.getAsBoolean() || Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the comparison was stopped");
    }
  }

  /** Releases what is held of both ends. */
  public void release() {
    source.release();
    target.leave();
  }

  /** The error for a failed statement, at the end whose session does not answer any more. */
  public TributaryException failure(SQLException e) {
    return source.alive() ? target.failure(e) : source.failure(e);
  }
}
