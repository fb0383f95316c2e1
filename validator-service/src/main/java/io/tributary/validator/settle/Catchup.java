package io.tributary.validator.settle;

import io.tributary.common.model.StreamId;
import io.tributary.validator.database.Session;
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
