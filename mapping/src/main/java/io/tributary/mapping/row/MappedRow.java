package io.tributary.mapping.row;

import io.tributary.common.change.RowImage;
import io.tributary.mapping.quarantine.QuarantineReason;

/** A row of the source after its conversion. */
public sealed interface MappedRow {

  /**
   * It goes to the target.
   *
   * @param row columns and literals of the target
   */
  record Accepted(RowImage row) implements MappedRow {}

  /**
   * It cannot.
   *
   * @param column the first column of the source whose value is refused
   * @param reason why
   * @param text the value and why, for people
   */
  record Refused(String column, QuarantineReason reason, String text) implements MappedRow {}
}
