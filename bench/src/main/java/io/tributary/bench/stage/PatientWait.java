package io.tributary.bench.stage;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;

/** Waits for conditions by asking again and again. */
public final class PatientWait {
  private static final Duration LOOK = Duration.ofMillis(10);

  /** A status of a migration is put together anew for each question. */
  private static final Duration STATUS_LOOK = Duration.ofMillis(50);

  private PatientWait() {}

  /**
   * Returns when the condition holds.
   *
   * @param what completes "waited in vain until"
   * @throws IllegalStateException when it does not in time
   * @throws RuntimeException with the cause when asking fails
   */
  public static void until(String what, Duration limit, Callable<Boolean> condition) {
    until(what, limit, LOOK, condition);
  }

  /** The same for what costs others something to answer, so that the asking is not measured. */
  public static void untilStatus(String what, Duration limit, Callable<Boolean> condition) {
    until(what, limit, STATUS_LOOK, condition);
  }

  private static void until(
      String what, Duration limit, Duration look, Callable<Boolean> condition) {
    RetryPolicy<Boolean> whileNot =
        RetryPolicy.<Boolean>builder()
            .handleResult(false)
            .abortOn(Throwable.class)
            .withDelay(look)
            .withMaxDuration(limit)
            .withMaxAttempts(-1)
            .build();
    try {
      if (!Failsafe.with(whileNot).get(condition::call)) {
        throw new IllegalStateException(
            "waited in vain until " + what + ", for " + limit.toSeconds() + " s");
      }
    } catch (FailsafeException e) {
      Throwable cause = Objects.requireNonNull(e.getCause(), "Failsafe wraps what was thrown");
      throw new IllegalStateException(
          "while waiting until " + what + ": " + cause.getMessage(), cause);
    }
  }
}
