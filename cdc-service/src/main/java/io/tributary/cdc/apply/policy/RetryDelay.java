package io.tributary.cdc.apply.policy;

/**
 * The wait before the next try: doubles with each failure up to a limit, with jitter so that
 * streams that failed together do not come back together. Pure.
 *
 * @param failures in a row, so far
 */
public record RetryDelay(long initialMillis, long maxMillis, int failures) {
  private static final int MAX_DOUBLINGS = 20;

  /** The delay before a first failure. */
  public static RetryDelay of(ApplySettings settings) {
    return new RetryDelay(settings.retryInitialMillis(), settings.retryMaxMillis(), 0);
  }

  /** The delay after one more failure. */
  public RetryDelay next() {
    return new RetryDelay(initialMillis, maxMillis, failures + 1);
  }

  /** The delay after a success. */
  public RetryDelay reset() {
    return new RetryDelay(initialMillis, maxMillis, 0);
  }

  /** Between half of the delay and all of it; {@code chance} is from 0 to 1. */
  public long millis(double chance) {
    int doublings = Math.min(MAX_DOUBLINGS, Math.max(0, failures - 1));
    long full = Math.min(maxMillis, initialMillis << doublings);
    return full / 2 + Math.round(chance * (full - full / 2.0));
  }
}
