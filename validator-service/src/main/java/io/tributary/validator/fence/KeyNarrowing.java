package io.tributary.validator.fence;

import io.tributary.common.model.TableName;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.changes.CoveredTable;
import io.tributary.validator.compare.PairStatements;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.settle.RowSettler;
import io.tributary.validator.settle.SettledRows;
import io.tributary.validator.source.end.Checkpoint;
import io.tributary.validator.verdict.StandingVerdicts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * Compares before the fence what changed since the tables were found equal, round by round while
 * applications write on, so that behind the fence only the keys of the last moments are left. How
 * long writers wait then depends on how fast they write, and not on how long ago a large table was
 * compared.
 *
 * <p>A row counts as equal by the rules of a pass ({@link RowSettler}). Its key is forgotten when
 * its last change was applied before the leader was read; one that changed since, that differs, or
 * that never comes to rest stays for the verification. The tail of the topic waits meanwhile where
 * a table has more changed keys than are remembered. Used by one thread.
 */
final class KeyNarrowing {
  /** So few keys are read behind the fence as fast as none; another round would find as many. */
  private static final int FEW = 200;

  /** A row that moves all the time is left for the verification rather than waited for. */
  private static final int SETTLE_ROUNDS = 2;

  private static final int MOST_ROUNDS_BEHIND_END = 5;
  private static final long PAUSE_MILLIS = 2;

  private final ComparedEnds ends;
  private final TableMap tables;
  private final StandingVerdicts standing;
  private final RecentChanges changes;
  private final ValidatorLimits limits;

  KeyNarrowing(
      ComparedEnds ends,
      TableMap tables,
      StandingVerdicts standing,
      RecentChanges changes,
      ValidatorLimits limits) {
    this.ends = ends;
    this.tables = tables;
    this.standing = standing;
    this.changes = changes;
    this.limits = limits;
  }

  /**
   * Goes on until all that is applied now is noted and few keys are left, or until it gets nowhere.
   *
   * @throws CancellationException when stopped
   */
  void run() {
    if (ends.pairing().doubtsChangedRows()) {
      return;
    }
    changes.dirty().narrow(true);
    try {
      long applied = applied();
      while (!changes.passed(applied)) {
        boolean full = changes.dirty().waiting();
        if (round() == 0 && full) {
          return;
        }
        ends.pause(PAUSE_MILLIS);
      }
      for (int more = MOST_ROUNDS_BEHIND_END; more > 0 && round() > FEW; more--) {
        ends.pause(PAUSE_MILLIS);
      }
    } finally {
      changes.dirty().narrow(false);
    }
  }

  private long applied() {
    return ends.checkpoint().map(Checkpoint::offset).orElse(-1L);
  }

  /** Compares all keys that are noted now; how many of them are done with. */
  private int round() {
    long applied = applied();
    int done = 0;
    for (TableName table : tables.pairs().keySet()) {
      Optional<CoveredTable> covered = VerificationPlan.covered(tables, standing, limits, table);
      if (covered.isPresent() && covered.get().keys() > 0) {
        done += narrow(tables.pairs().get(table), covered.get(), applied);
      }
    }
    return done;
  }

  private int narrow(TablePair pair, CoveredTable covered, long applied) {
    ChangedRows changed = changes.dirty().since(covered.upTo(), covered.parts());
    // Room for what changes from now on has to be left in any case.
    boolean few = changed.keys().size() <= Math.min(FEW, covered.keys() / 4);
    if (changed.beyondKeys() || (few && !changes.dirty().waiting())) {
      return 0;
    }
    Map<RowId, Map<String, String>> keys = new HashMap<>();
    for (Map<String, String> key : changed.keys()) {
      ends.pairing()
          .changedIds(pair, new ChangedRows(false, Set.of(key)))
          .ifPresent(ids -> ids.forEach(id -> keys.put(id, key)));
    }
    SettledRows settled =
        new RowSettler(ends, SETTLE_ROUNDS)
            .settle(pair, PairStatements.of(tables, pair), List.copyOf(keys.keySet()));
    keys.keySet().removeIf(id -> !settled.equal(id));
    return changes.dirty().forget(covered.parts(), keys.values(), applied);
  }
}
