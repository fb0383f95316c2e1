package io.tributary.common.mapping;

import io.tributary.common.change.Row;
import io.tributary.common.convert.Reason;

/** A row of the source after its conversion. */
public sealed interface MappedRow {

  /**
   * It goes to the target.
   *
   * @param row columns and literals of the target
   */
  record Accepted(Row row) implements MappedRow {}

  /**
   * It cannot.
   *
   * @param column the first column of the source whose value is refused
   * @param reason why
   * @param text the value and why, for people
   */
  record Refused(String column, Reason reason, String text) implements MappedRow {}
}
