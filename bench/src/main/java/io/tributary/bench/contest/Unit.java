package io.tributary.bench.contest;

/**
 * What a figure counts.
 *
 * @param name as results.json has it
 * @param moreIsBetter whether a larger figure is the better one
 */
public record Unit(String name, boolean moreIsBetter) {
  /** Rows that were moved or changed. */
  public static final Unit ROWS_PER_SECOND = new Unit("rows/s", true);

  /** Transactions of the source. */
  public static final Unit TRANSACTIONS_PER_SECOND = new Unit("tx/s", true);

  /** A time of which less is better. */
  public static Unit millis(String which) {
    return new Unit("ms " + which, false);
  }

  /** How many times as good ours is. */
  double advantage(double ours, double theirs) {
    return moreIsBetter ? ours / theirs : theirs / ours;
  }
}
