package io.tributary.validator.query;

/**
 * One run of a query.
 *
 * @param micros from the question to the last row, at least 1
 */
record QueryRun(long micros, long rows) {

  /** One that began at a reading of {@link System#nanoTime} and has ended now. */
  static QueryRun since(long nanos, long rows) {
    return new QueryRun(Math.max(1, (System.nanoTime() - nanos) / 1000), rows);
  }
}
