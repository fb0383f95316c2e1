package io.tributary.bench.contest;

import java.util.Map;

/** Somebody who can do a work, again and again. */
public interface Contender {
  /** As results.json names it. */
  String name();

  /**
   * Prepares, does the work once and clears away; only the work is timed.
   *
   * @return the same units at every call
   * @throws Exception whatever keeps it from doing so; what it started is gone then too
   */
  Map<Unit, Double> measure() throws Exception;
}
