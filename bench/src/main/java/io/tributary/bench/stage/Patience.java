package io.tributary.bench.stage;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for conditions by asking again and again. */
public final class Patience {
  private static final long LOOK_NANOS = 10_000_000;

  private Patience() {}

  /**
   * Returns when the condition holds.
   *
   * @param what completes "waited in vain until"
   * @throws IllegalStateException when it does not in time
   * @throws RuntimeException with the cause when asking fails
   */
  public static void until(String what, Duration limit, Callable<Boolean> condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!asked(what, condition)) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(
            "waited in vain until " + what + ", for " + limit.toSeconds() + " s");
      }
      LockSupport.parkNanos(LOOK_NANOS);
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
