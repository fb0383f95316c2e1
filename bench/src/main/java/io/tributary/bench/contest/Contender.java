package io.tributary.bench.contest;

import java.util.Map;

/** One side of a contest: does the measured work once per call. */
public interface Contender {
  /** As results.json names it. */
  String name();

  /**
   * Prepares, does the work once and clears away; only the work is timed.
   *
   * @return the same units at every call
   * @throws Exception whatever keeps it from doing so; what it started is gone then too
   */
  Map<FigureUnit, Double> measure() throws Exception;
}
