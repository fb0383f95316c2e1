package io.tributary.validator.load;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * How many rows a second comparisons may read. Whoever reads says afterwards how many rows that
 * were, and nobody reads on before the time of all that was read has gone by: over any time no more
 * is read than the limit allows, and what each reader reads at once. A changed limit holds at once,
 * also for those who wait. Thread-safe.
 */
public final class LoadLimit {
  /** So that a changed limit, and the end of a comparison, are noticed. */
  private static final long LONGEST_SLEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final double NANOS_PER_SECOND = 1e9;

  private final LongSupplier nanos;
  private final LongConsumer sleep;
  private double rowsPerSecond;
  private double owedRows;
  private long settledAt;

  /**
   * No limit yet.
   *
   * @param nanos a clock in nanoseconds
   * @param sleep sleeps for so many nanoseconds
   */
  public LoadLimit(LongSupplier nanos, LongConsumer sleep) {
    this.nanos = nanos;
    this.sleep = sleep;
    this.settledAt = nanos.getAsLong();
  }

  /** No limit, by the clock of the machine. */
  public static LoadLimit none() {
    return new LoadLimit(System::nanoTime, LockSupport::parkNanos);
  }

  /** Sets the limit; 0 for none. */
  public synchronized void set(long newRowsPerSecond) {
    settle();
    rowsPerSecond = newRowsPerSecond;
    if (newRowsPerSecond == 0) {
      owedRows = 0;
    }
  }

  /**
   * The part of a migration's limit that a validator has which compares some of its sources; all
   * parts together are no more than the limit.
   *
   * @param whole rows a second; 0 for none
   * @param held how many sources it compares
   * @param sources how many there are
   */
  public static long part(long whole, int held, int sources) {
    return whole == 0 ? 0 : Math.max(1, whole * held / sources);
  }

  /** Whether there is a limit. */
  public synchronized boolean limits() {
    return rowsPerSecond > 0;
  }

  /** So many rows were read. */
  public synchronized void read(long rows) {
    if (rowsPerSecond > 0) {
      settle();
      owedRows += rows;
    }
  }

  /**
   * Waits until the time of all that was read has gone by.
   *
   * @throws CancellationException when stopped
   */
  public void await(BooleanSupplier stopped) {
    for (long left = leftNanos(); left > 0; left = leftNanos()) {
      if (stopped.getAsBoolean() || Thread.currentThread().isInterrupted()) {
        throw new CancellationException("the comparison was stopped");
      }
      sleep.accept(Math.min(left, LONGEST_SLEEP_NANOS));
    }
  }

  /** Whether nobody would have to wait. */
  public boolean open() {
    return leftNanos() == 0;
  }

  private synchronized long leftNanos() {
    settle();
    return rowsPerSecond > 0 ? (long) Math.ceil(owedRows / rowsPerSecond * NANOS_PER_SECOND) : 0;
  }

  private void settle() {
    long now = nanos.getAsLong();
    owedRows = Math.max(0, owedRows - (now - settledAt) / NANOS_PER_SECOND * rowsPerSecond);
    settledAt = now;
  }
}
