package io.tributary.common.plan.query;

/**
 * How slow the queries of the file may be at the target.
 *
 * @param maxRatio the median time at the target, divided by that at the source; 1.1 by default
 * @param whenSlower what a higher one means; a warning by default
 * @param eachMillis how long one run may take at either side; 5,000 by default
 */
public record QueryLimits(double maxRatio, WhenSlower whenSlower, long eachMillis) {
  private static final double MAX_RATIO = 1.1;
  private static final long EACH_MILLIS = 5_000;

  /** What holds where the file says nothing. */
  public static QueryLimits defaults() {
    return new QueryLimits(MAX_RATIO, WhenSlower.WARN, EACH_MILLIS);
  }

  /** What it means that a query is slower than it may be, failed, or was not timed. */
  public enum WhenSlower {
    /** It is told, and a cutover may begin. */
    WARN,
    /** No cutover begins before a rehearsal has found all queries within the limit. */
    CLOSE_GATE
  }
}
