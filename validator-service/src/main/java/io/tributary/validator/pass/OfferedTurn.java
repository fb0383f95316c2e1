package io.tributary.validator.pass;

import io.tributary.validator.range.RangeTurn;
import java.time.Instant;

/**
 * A range that is offered to other instances. Used by one thread.
 *
 * <p>Whoever holds the offer is not known, only since when it was seen to be held.
 */
final class OfferedTurn {
  private final RangeTurn turn;
  private final Instant at;
  private boolean held;
  private long since;

  OfferedTurn(RangeTurn turn, Instant at) {
    this.turn = turn;
    this.at = at;
  }

  RangeTurn turn() {
    return turn;
  }

  /** When it was offered: whatever is found of it was found later. */
  Instant at() {
    return at;
  }

  /** Whether somebody holds it was looked at now. */
  void seen(boolean heldNow) {
    if (heldNow && !held) {
      since = System.nanoTime();
    }
    held = heldNow;
  }

  boolean held() {
    return held;
  }

  /** Whether somebody has held it for longer. */
  boolean heldFor(long nanos) {
    return held && System.nanoTime() - since > nanos;
  }
}
