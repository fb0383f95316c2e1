package io.tributary.common.observed;

import java.util.List;

/**
 * How long a query took at one side, with its rows fetched and thrown away.
 *
 * @param medianMicros of the runs, in microseconds
 * @param runMicros each run, in order; the one before them, which warms up, is not among them
 * @param rows how many the last run answered
 */
public record QuerySide(long medianMicros, List<Long> runMicros, long rows) {
  public QuerySide {
    runMicros = List.copyOf(runMicros);
  }

  /**
   * Of an odd number of runs.
   *
   * @param runMicros each at least 1
   */
  public static QuerySide of(List<Long> runMicros, long rows) {
    return new QuerySide(
        runMicros.stream().sorted().toList().get(runMicros.size() / 2), runMicros, rows);
  }
}
