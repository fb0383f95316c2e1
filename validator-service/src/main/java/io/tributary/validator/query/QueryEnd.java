package io.tributary.validator.query;

/**
 * One side at which a query is run. Used by one thread; {@link #abort} may come from any thread and
 * makes the running query fail.
 */
interface QueryEnd extends AutoCloseable {

  /**
   * Runs it once, without counting, and finds out whether its result can be fetched as a whole.
   *
   * @throws io.tributary.common.error.TributaryException naming side, reason and remedy
   */
  void warmUp();

  /**
   * Runs it once, fetches all rows and throws them away.
   *
   * @throws io.tributary.common.error.TributaryException naming side, reason and remedy
   */
  QueryRun run();

  void abort();

  @Override
  void close();
}
