package io.tributary.cdc.apply.convert;

import io.tributary.common.change.Row;
import io.tributary.common.convert.Reason;

/**
 * A row's state that does not go into the target, and why.
 *
 * @param key the row
 * @param column the first column of the source that is refused; null when the row as a whole is
 * @param detail the value and why, for people
 * @param row the row as it came
 * @param position its position at the source
 */
public record Refusal(
    SourceKey key, String column, Reason reason, String detail, Row row, long position) {

  /** The same without the row, to be kept in memory. */
  public Refusal withoutRow() {
    return new Refusal(key, column, reason, detail, null, position);
  }
}
