package io.tributary.validator.ledger;

/**
 * How many changed rows are compared in a second, as measured lately: each measurement counts as
 * much as all before it, so that the rate is that of the last few. Thread-safe.
 */
public final class ComparisonRate {
  private static final long NANOS = 1_000_000_000L;
  private static final int LEAST_ROWS = 100;

  private volatile long rowsPerSecond;

  /** So many rows were compared in so long; a few tell only what the statements cost. */
  public void measured(int rows, long nanos) {
    if (rows >= LEAST_ROWS) {
      long now = rows * NANOS / Math.max(1, nanos);
      long before = rowsPerSecond;
      rowsPerSecond = before == 0 ? now : (before + now) / 2;
    }
  }

  /** Rows in a second; 0 before anything was measured. */
  public long rowsPerSecond() {
    return rowsPerSecond;
  }
}
