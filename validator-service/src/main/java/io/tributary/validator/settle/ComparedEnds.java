package io.tributary.validator.settle;

import io.tributary.common.error.TributaryException;
import io.tributary.validator.source.end.Checkpoint;
import io.tributary.validator.source.end.PairedEnds;
import io.tributary.validator.source.end.ReadEnd;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The two ends of one stream while they are compared. Used by one thread.
 *
 * @param pairing the ends
 * @param stopped whether the comparison is to end
 */
public record ComparedEnds(PairedEnds pairing, BooleanSupplier stopped) {
  private static final long POLL_MILLIS = 20;

  /** The end that is written to by applications. */
  public ReadEnd leader() {
    return pairing.leader();
  }

  /** The end that the stream is applied to. */
  public ReadEnd follower() {
    return pairing.follower();
  }

  /** How far the follower is now; empty when it is not prepared. */
  public Optional<Checkpoint> checkpoint() {
    return pairing.applied().checkpoint();
  }

  /**
   * Waits until the follower has applied everything up to a position of the leader. A stream that
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
    leader().release();
    follower().release();
  }

  /** Whether both ends still answer. */
  public boolean alive() {
    return leader().alive() && follower().alive();
  }

  /** The error for a failed statement, at the end whose session does not answer any more. */
  public TributaryException failure(SQLException e) {
    return leader().alive() ? follower().failure(e) : leader().failure(e);
  }
}
