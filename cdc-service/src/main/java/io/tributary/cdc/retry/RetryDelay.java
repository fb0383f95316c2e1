package io.tributary.cdc.retry;

import java.time.Duration;

/**
 * The wait before the next try: none without a failure, then doubling with each failure in a row up
 * to a limit. A value.
 *
 * @param first the wait after the first failure
 * @param longest the limit
 * @param failures in a row, so far
 */
public record RetryDelay(Duration first, Duration longest, int failures) {
  private static final int MOST_DOUBLINGS = 20;

  /** The delay before a first failure. */
  public static RetryDelay between(Duration first, Duration longest) {
    return new RetryDelay(first, longest, 0);
  }

  /** The delay after one more failure. */
  public RetryDelay next() {
    return new RetryDelay(first, longest, failures + 1);
  }

  /** The delay after a success. */
  public RetryDelay reset() {
    return between(first, longest);
  }

  /** The whole wait. */
  public Duration full() {
    if (failures == 0) {
      return Duration.ZERO;
    }
    Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return doubled.compareTo(longest) > 0 ? longest : doubled;
  }

  /**
   * Between half of the wait and all of it, so that what failed together does not come back
   * together; {@code chance} is from 0 to 1.
   */
  public Duration jittered(double chance) {
    long millis = full().toMillis();
    return Duration.ofMillis(millis / 2 + Math.round(chance * (millis - millis / 2.0)));
  }
}
