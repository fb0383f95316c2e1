package io.tributary.validator.fence;

import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.changes.DirtyTables;
import io.tributary.validator.ledger.Ledger;
import io.tributary.validator.settle.ChangedRowsComparison;
import io.tributary.validator.settle.ChangedRowsComparison.Round;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.source.end.Checkpoint;
import java.util.concurrent.CancellationException;

/**
 * Compares before the fence what changed last, round by round while applications write on, so that
 * behind the fence only the keys of the last moments are left. How long writers wait then depends
 * on how fast they write, and not on how long ago a large table was compared. What is not applied,
 * differs or never comes to rest stays for the verification. Used by one thread.
 */
final class Narrowing {
  /** So few keys are read behind the fence as fast as none; another round would find as many. */
  static final int FEW = 200;

  private static final int MOST_ROUNDS_BEHIND_END = 5;
  private static final long PAUSE_MILLIS = 2;

  private final ComparedEnds ends;
  private final ChangedRowsComparison comparison;
  private final Ledger ledger;

  Narrowing(ComparedEnds ends, ChangedRowsComparison comparison, Ledger ledger) {
    this.ends = ends;
    this.comparison = comparison;
    this.ledger = ledger;
  }

  /**
   * Goes on until all that is applied now was noted and compared, and few keys are left.
   *
   * @throws CancellationException when stopped
   */
  void run(TableMap tables) {
    DirtyTables dirty = ledger.changes().dirty();
    dirty.pace().bind();
    long applied = applied().offset();
    dirty.pace().applied(applied);
    while (!ledger.changes().passed(applied)) {
      boolean waits = dirty.pace().waitsFor().isPresent();
      if (round(tables) == 0 && waits) {
        dirty.pace().waitsFor().ifPresent(dirty::giveUp);
      }
      ends.pause(PAUSE_MILLIS);
    }
    for (int more = MOST_ROUNDS_BEHIND_END; more > 0 && round(tables) > FEW; more--) {
      ends.pause(PAUSE_MILLIS);
    }
  }

  private Checkpoint applied() {
    return ends.checkpoint().orElse(Checkpoint.NONE);
  }

  /** Compares all keys that are noted now; how many of them are done with. */
  private int round(TableMap tables) {
    Checkpoint applied = applied();
    ledger.changes().dirty().pace().applied(applied.offset());
    Round round = comparison.round(tables, applied);
    return round.equal();
  }
}
