package io.tributary.cdc.apply.convert;

import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.Row;

/**
 * What becomes of a row's last state.
 *
 * @param key the row at the source
 * @param change the change that made the state; null for a row that is gone or refused
 * @param row the row for the target; null when none goes there
 * @param targetKey the key that the row has in the target; null when none can have it
 * @param refusal why none goes there although the source has one, else null
 */
public record Converted(SourceKey key, RowChange change, Row row, Row targetKey, Refusal refusal) {

  static Converted accepted(SourceKey key, RowChange change, Row row, Row targetKey) {
    return new Converted(key, change, row, targetKey, null);
  }

  static Converted gone(SourceKey key, Row targetKey) {
    return new Converted(key, null, null, targetKey, null);
  }

  static Converted refused(Refusal refusal, Row targetKey) {
    return new Converted(refusal.key(), null, null, targetKey, refusal);
  }

  /** Whether the source no longer has the row. */
  public boolean gone() {
    return row == null && refusal == null;
  }

  /** The same row, refused because the row of the target with its key is another's. */
  Converted inTheWayOf(Refusal why) {
    return new Converted(key, null, null, null, why);
  }

  /** The same where the row of the target with its key is another's and stays. */
  Converted withoutTarget() {
    return new Converted(key, change, row, null, refusal);
  }
}
