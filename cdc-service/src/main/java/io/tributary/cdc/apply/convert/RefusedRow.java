package io.tributary.cdc.apply.convert;

import io.tributary.cdc.apply.session.TargetFailure;
import io.tributary.common.change.RowImage;
import io.tributary.common.error.RowValues;
import io.tributary.mapping.quarantine.QuarantineReason;
import org.jspecify.annotations.Nullable;

/**
 * A row of the source in a state that does not go into the target, with the reason.
 *
 * @param key the row
 * @param column the first column of the source that is refused; null when the row as a whole is
 * @param detail the value and why, for those who may see the row
 * @param said the same for everybody
 * @param row the row as it came; null where it need not be kept in memory
 * @param position its position at the source
 */
public record RefusedRow(
    SourceKey key,
    @Nullable String column,
    QuarantineReason reason,
    String detail,
    String said,
    @Nullable RowImage row,
    long position) {

  /** A state that is refused. */
  public static RefusedRow of(
      SourceState state, @Nullable String column, QuarantineReason reason, String detail) {
    return new RefusedRow(
        state.key(),
        column,
        reason,
        detail,
        RowValues.orHidden(detail),
        state.row(),
        state.position());
  }

  /** A state that the target refuses. */
  public static RefusedRow of(SourceState state, TargetFailure refusal) {
    return new RefusedRow(
        state.key(),
        null,
        QuarantineReason.TARGET_REFUSED,
        refusal.answer(),
        refusal.said(),
        state.row(),
        state.position());
  }

  /** The same without the row, to be kept in memory. */
  public RefusedRow withoutRow() {
    return new RefusedRow(key, column, reason, detail, said, null, position);
  }
}
