package io.tributary.validator.settle;

import io.tributary.validator.compare.RowState;
import org.jspecify.annotations.Nullable;

/** The judgement of one round of settling on one row. */
public enum RowJudgement {
  /** Both ends have the same. */
  EQUAL,
  /** They differ, and no change on its way can explain it. */
  DIFFERENT,
  /** The row moves; look again. */
  AGAIN;

  /**
   * Judges a row read at the source, then at the target once everything that the first reading saw
   * was applied there, then at the source again.
   *
   * <p>A row that is the same version in both source readings was at rest in between, so the target
   * had to have it at its reading. For rows that only the target has this does not hold: one may
   * have come and gone at the source between its two readings. They are believed when the target
   * still has the very same row version in the next round, whose first source reading lies between.
   *
   * @param before at the source first
   * @param target at the target
   * @param after at the source again
   * @param earlierTarget at the target in the round before, null in the first round
   */
  public static RowJudgement of(
      RowState before, RowState target, RowState after, @Nullable RowState earlierTarget) {
    if (target.sameRows(before) || target.sameRows(after)) {
      return EQUAL;
    }
    boolean atRest = before.copies() == after.copies() && before.version().equals(after.version());
    if (!atRest) {
      return AGAIN;
    }
    if (target.copies() <= before.copies()) {
      return DIFFERENT;
    }
    boolean stays = earlierTarget != null && earlierTarget.version().equals(target.version());
    return stays ? DIFFERENT : AGAIN;
  }
}
