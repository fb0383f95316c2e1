package io.tributary.cdc.apply.convert;

import io.tributary.common.change.RowImage;

/**
 * The result of converting a row of the source: accepted, refused or gone.
 *
 * @param key the row at the source
 * @param source the row as the source has it; null for a row that is gone or was refused at once
 * @param row the row for the target; null when none goes there
 * @param targetKey the key that the row has in the target; null when none can have it
 * @param refusal why none goes there although the source has one, else null
 */
public record ConvertedRow(
    SourceKey key, SourceState source, RowImage row, RowImage targetKey, RefusedRow refusal) {

  static ConvertedRow accepted(SourceState source, RowImage row, RowImage targetKey) {
    return new ConvertedRow(source.key(), source, row, targetKey, null);
  }

  static ConvertedRow gone(SourceKey key, RowImage targetKey) {
    return new ConvertedRow(key, null, null, targetKey, null);
  }

  static ConvertedRow refused(RefusedRow refusal, RowImage targetKey) {
    return new ConvertedRow(refusal.key(), null, null, targetKey, refusal);
  }

  /** Whether the source no longer has the row. */
  public boolean gone() {
    return row == null && refusal == null;
  }

  /** The same row, refused because the row of the target with its key is another's. */
  ConvertedRow inTheWayOf(RefusedRow why) {
    return new ConvertedRow(key, null, null, null, why);
  }

  /** The same where the row of the target with its key is another's and stays. */
  ConvertedRow withoutTarget() {
    return new ConvertedRow(key, source, row, null, refusal);
  }
}
