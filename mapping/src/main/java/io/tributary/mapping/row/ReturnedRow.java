package io.tributary.mapping.row;

import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.quarantine.QuarantineReason;
import java.util.Map;

/** A row of the target as the source is to store it. */
public sealed interface ReturnedRow {

  /**
   * It goes to the source.
   *
   * @param changed by column of the source, the values that are stored otherwise now; all of those
   *     that move for a row that the source does not have. Empty when nothing changes
   */
  record Accepted(Map<String, SourceValue> changed) implements ReturnedRow {}

  /**
   * It cannot.
   *
   * @param column the first column of the source that cannot hold its value
   * @param reason why
   * @param text the value and why, for people
   * @param said why, without the value
   */
  record Refused(String column, QuarantineReason reason, String text, String said)
      implements ReturnedRow {}
}
