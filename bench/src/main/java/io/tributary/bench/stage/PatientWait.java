package io.tributary.bench.stage;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions by asking again and again. */
public final class PatientWait {
  private static final long LOOK_NANOS = 10_000_000;

  /** A status of a migration is put together anew for each question. */
  private static final long STATUS_LOOK_NANOS = 50_000_000;

  private PatientWait() {}

  /**
   * Returns when the condition holds.
   *
   * @param what completes "waited in vain until"
   * @throws IllegalStateException when it does not in time
   * @throws RuntimeException with the cause when asking fails
   */
  public static void until(String what, Duration limit, Callable<Boolean> condition) {
    until(what, limit, LOOK_NANOS, condition);
  }

  /** The same for what costs others something to answer, so that the asking is not measured. */
  public static void untilStatus(String what, Duration limit, Callable<Boolean> condition) {
    until(what, limit, STATUS_LOOK_NANOS, condition);
  }

  private static void until(
      String what, Duration limit, long lookNanos, Callable<Boolean> condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!asked(what, condition)) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(
            "waited in vain until " + what + ", for " + limit.toSeconds() + " s");
      }
      LockSupport.parkNanos(lookNanos);
    }
  }

  private static boolean asked(String what, Callable<Boolean> condition) {
    try {
      return condition.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("while waiting until " + what + ": " + e.getMessage(), e);
    }
  }
}
