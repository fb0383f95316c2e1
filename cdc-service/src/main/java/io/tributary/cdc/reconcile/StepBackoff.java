package io.tributary.cdc.reconcile;

import java.time.Duration;

/**
 * How long to wait before a failed step is tried again: doubling from a quarter of a second to ten
 * seconds.
 *
 * @param failures failures in a row, 0 after a success
 */
record StepBackoff(int failures) {
  private static final long FIRST_MILLIS = 250;
  private static final int MOST_DOUBLINGS = 5;
  private static final Duration LONGEST = Duration.ofSeconds(10);

  static StepBackoff none() {
    return new StepBackoff(0);
  }

  StepBackoff next() {
    return new StepBackoff(failures + 1);
  }

  Duration delay() {
    if (failures == 0) {
      return Duration.ZERO;
    }
    Duration delay = Duration.ofMillis(FIRST_MILLIS << Math.min(failures - 1, MOST_DOUBLINGS));
    return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
  }
}
