package io.tributary.validator.settle;

import io.tributary.common.error.TributaryException;
import io.tributary.validator.source.end.Checkpoint;
import io.tributary.validator.source.end.PairedEnds;
import io.tributary.validator.source.end.ReadEnd;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The two ends of one stream while they are compared. Used by one thread. */
public final class ComparedEnds {
  private static final long POLL_MILLIS = 20;

  private final PairedEnds pairing;
  private final BooleanSupplier stopped;
  private long waitedNanos;

  /**
   * Ends that are compared from now on.
   *
   * @param stopped whether the comparison is to end
   */
  public ComparedEnds(PairedEnds pairing, BooleanSupplier stopped) {
    this.pairing = pairing;
    this.stopped = stopped;
  }

  public PairedEnds pairing() {
    return pairing;
  }

  /** Whether the comparison is to end. */
  public BooleanSupplier stopped() {
    return stopped;
  }

  /** For how long the thread has waited here so far, and read neither end. */
  public Duration waited() {
    return Duration.ofNanos(waitedNanos);
  }

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
    long began = System.nanoTime();
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    waitedNanos += System.nanoTime() - began;
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
