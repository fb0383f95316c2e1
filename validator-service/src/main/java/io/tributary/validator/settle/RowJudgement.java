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
   * Judges a row read at the leader, then at the follower once everything that the first reading
   * saw was applied there, then at the leader again.
   *
   * <p>A row that is the same version in both readings of the leader was at rest in between, so the
   * follower had to have it at its reading. For rows that only the follower has this does not hold:
   * one may have come and gone at the leader between its two readings. They are believed when the
   * follower still has the very same row version in the next round, whose first reading of the
   * leader lies between.
   *
   * @param before at the leader first
   * @param there at the follower
   * @param after at the leader again
   * @param earlierThere at the follower in the round before, null in the first round
   */
  public static RowJudgement of(
      RowState before, RowState there, RowState after, @Nullable RowState earlierThere) {
    if (there.sameRows(before) || there.sameRows(after)) {
      return EQUAL;
    }
    boolean atRest = before.copies() == after.copies() && before.version().equals(after.version());
    if (!atRest) {
      return AGAIN;
    }
    if (there.copies() <= before.copies()) {
      return DIFFERENT;
    }
    boolean stays = earlierThere != null && earlierThere.version().equals(there.version());
    return stays ? DIFFERENT : AGAIN;
  }
}
