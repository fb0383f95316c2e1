package io.tributary.validator.compare;

import io.tributary.common.verdict.RowDifference;

/**
 * The rows that both ends have under one id.
 *
 * @param source at the source
 * @param target at the target
 */
public record RowPair(RowState source, RowState target) {

  /** Whether both have the same rows. */
  public boolean same() {
    return source.sameRows(target);
  }

  /** How many rows the target has too many (negative: too few). */
  public long surplus() {
    return target.copies() - source.copies();
  }

  /** How many differences this is: at least one, more when equal rows are missing. */
  public long differences() {
    return Math.max(1, Math.abs(surplus()));
  }

  /** Which kind of difference this is. */
  public RowDifference.Kind kind() {
    if (surplus() > 0) {
      return RowDifference.Kind.EXTRA_IN_TARGET;
    }
    return surplus() < 0 ? RowDifference.Kind.MISSING_IN_TARGET : RowDifference.Kind.CHANGED;
  }
}
