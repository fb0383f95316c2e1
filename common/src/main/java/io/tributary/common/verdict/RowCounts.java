package io.tributary.common.verdict;

import java.util.OptionalLong;

/**
 * How many rows a table has at the position of a verdict, as it is written in JSON; {@link #source}
 * and {@link #target} tell whether a count is known.
 *
 * @param sourceRows exact count at the source; -1 when it is unknown
 * @param targetRows exact count at the target; -1 when it is unknown
 * @param quarantinedRows rows of the source that are in the quarantine
 */
public record RowCounts(long sourceRows, long targetRows, long quarantinedRows) {
  private static final long UNKNOWN = -1;

  /** Neither table was counted. */
  public static RowCounts unknown(long quarantinedRows) {
    return new RowCounts(UNKNOWN, UNKNOWN, quarantinedRows);
  }

  /** The count at the source, if it is known. */
  public OptionalLong source() {
    return known(sourceRows);
  }

  /** The count at the target, if it is known. */
  public OptionalLong target() {
    return known(targetRows);
  }

  /** The same counts for the stream that goes the other way. */
  public RowCounts exchanged() {
    return new RowCounts(targetRows, sourceRows, quarantinedRows);
  }

  private static OptionalLong known(long rows) {
    return rows < 0 ? OptionalLong.empty() : OptionalLong.of(rows);
  }
}
