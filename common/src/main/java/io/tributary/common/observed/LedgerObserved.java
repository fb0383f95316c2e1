package io.tributary.common.observed;

import java.util.OptionalLong;

/**
 * How far the tables of one source are known to be equal: each was compared as a whole once, and
 * what changed since is compared by its keys.
 *
 * @param tables the source's mapped tables
 * @param verified those that stand as equal: all their rows were, and every change since then is
 *     compared or noted
 * @param anew tables that wait to be compared as a whole once more, because too much of them
 *     changed or a row is in doubt
 * @param changedRows rows that changed and were not compared yet
 * @param rowsPerSecond how many changed rows are compared in a second, as measured lately; 0 before
 *     the first
 * @param ranges the ranges of keys by which the tables are compared; one of each table that is not
 *     cut
 * @param verifiedRanges those that stand as equal, also of tables that do not yet as a whole
 */
public record LedgerObserved(
    int tables,
    int verified,
    int anew,
    long changedRows,
    long rowsPerSecond,
    int ranges,
    int verifiedRanges) {

  /** Nothing was compared. */
  public static final LedgerObserved NONE = new LedgerObserved(0, 0, 0, 0, 0, 0, 0);

  /** How long the changed rows will take at the measured rate; empty where it is not known. */
  public OptionalLong expectedMillis() {
    if (changedRows == 0) {
      return OptionalLong.of(0);
    }
    return rowsPerSecond == 0
        ? OptionalLong.empty()
        : OptionalLong.of(changedRows * 1_000 / rowsPerSecond);
  }
}
