package io.tributary.bench.contest;

/**
 * The unit of a figure.
 *
 * @param name as results.json has it
 * @param moreIsBetter whether a larger figure is the better one
 */
public record FigureUnit(String name, boolean moreIsBetter) {
  /** Rows that were moved or changed. */
  public static final FigureUnit ROWS_PER_SECOND = new FigureUnit("rows/s", true);

  /** Transactions of the source. */
  public static final FigureUnit TRANSACTIONS_PER_SECOND = new FigureUnit("tx/s", true);

  /** A time of which less is better. */
  public static FigureUnit millis(String which) {
    return new FigureUnit("ms " + which, false);
  }

  /** How many times as good ours is. */
  double advantage(double ours, double theirs) {
    return moreIsBetter ? ours / theirs : theirs / ours;
  }
}
