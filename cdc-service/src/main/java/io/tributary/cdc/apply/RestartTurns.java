package io.tributary.cdc.apply;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * When a stream goes on with tables that begin anew, and for how long. While records are at hand
 * the stream has as much time between two turns as one took, whatever part of a transaction it is
 * at: else each record of a transaction would wait for a turn. One thread.
 *
 * @see StreamRun
 */
final class RestartTurns {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofMillis(200);

  /** Where no table begins anew, nobody notices that it is looked for. */
  private static final Duration LEAST_BETWEEN = Duration.ofMillis(20);

  private final BooleanSupplier waiting;
  private long dueNanos = System.nanoTime();

  /**
   * The first turn is due.
   *
   * @param waiting whether records are at hand
   */
  RestartTurns(BooleanSupplier waiting) {
    this.waiting = waiting;
  }

  boolean due() {
    return System.nanoTime() - dueNanos >= 0;
  }

  /** Takes a turn. */
  <T> T take(Function<Duration, T> turn) {
    long begun = System.nanoTime();
    T result = turn.apply(waiting.getAsBoolean() ? SHORT : LONG);
    long ended = System.nanoTime();
    long took = waiting.getAsBoolean() ? ended - begun : 0;
    dueNanos = ended + Math.max(took, LEAST_BETWEEN.toNanos());
    return result;
  }
}
