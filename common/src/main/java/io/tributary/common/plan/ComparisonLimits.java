package io.tributary.common.plan;

/**
 * What the continuous validation may take of the databases; may be changed while it runs. A
 * rehearsal and what is read behind the fence are not held to it.
 *
 * @param workers tables of one source that are compared at a time, each over sessions of its own; 2
 *     by default
 * @param maxLoad rows that all comparisons of the migration together may read a second, those of
 *     either end counted; 0, which is the default, for as many as the databases give
 * @param scrubRowsPerSecond rows of each source that are read a second, those of either end
 *     counted, where tables are compared again that stand as equal; 0, which is the default, for as
 *     many as the databases give
 */
public record ComparisonLimits(int workers, long maxLoad, long scrubRowsPerSecond) {
  /** The most workers of a source. */
  public static final int MOST_WORKERS = 16;

  /** The least load but none at all. */
  public static final long LEAST_LOAD = 100;

  /** The greatest load that may be said; more is no limit. */
  public static final long GREATEST_LOAD = 1_000_000_000;

  private static final int WORKERS = 2;

  /** Limits that are the same for what is compared again. */
  public ComparisonLimits(int workers, long maxLoad) {
    this(workers, maxLoad, 0);
  }

  /** What holds where the file says nothing. */
  public static ComparisonLimits defaults() {
    return new ComparisonLimits(WORKERS, 0);
  }

  /** Whether this number of workers may be asked for. */
  public static boolean allowsWorkers(long workers) {
    return workers >= 1 && workers <= MOST_WORKERS;
  }

  /** Whether so many rows a second may be asked for. */
  public static boolean allowsLoad(long rowsPerSecond) {
    return rowsPerSecond == 0 || (rowsPerSecond >= LEAST_LOAD && rowsPerSecond <= GREATEST_LOAD);
  }
}
