package io.tributary.validator.watch;

import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.database.Session;
import io.tributary.validator.settle.Catchup;
import io.tributary.validator.settle.Checkpoint;
import io.tributary.validator.settle.Settled;
import io.tributary.validator.settle.Settler;
import io.tributary.validator.source.SourceEnd;
import io.tributary.validator.stream.Changed;
import io.tributary.validator.stream.Covered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Compares before the fence what changed since the tables were found equal, round by round while
 * applications write on, so that behind the fence only the keys of the last moments are left. How
 * long writers wait then depends on how fast they write, and not on how long ago a large table was
 * compared.
 *
 * <p>A row counts as equal by the rules of a pass ({@link Settler}). Its key is forgotten when its
 * last change was applied before the source was read; one that changed since, that differs, or that
 * never comes to rest stays for the verification. The tail of the topic waits meanwhile where a
 * table has more changed keys than are remembered. Used by one thread.
 */
final class Narrowing {
  /** So few keys are read behind the fence as fast as none; another round would find as many. */
  private static final int FEW = 200;

  /** A row that moves all the time is left for the verification rather than waited for. */
  private static final int SETTLE_ROUNDS = 2;

  private static final int MOST_ROUNDS_BEHIND_END = 5;
  private static final long PAUSE_MILLIS = 2;

  private final StreamId stream;
  private final TableMap tables;
  private final SourceEnd source;
  private final Session target;
  private final Verdicts standing;
  private final RecentChanges changes;
  private final Limits limits;
  private final Catchup catchup;

  Narrowing(
      StreamId stream,
      TableMap tables,
      SourceEnd source,
      Session target,
      Verdicts standing,
      RecentChanges changes,
      Limits limits,
      BooleanSupplier stopped) {
    this.stream = stream;
    this.tables = tables;
    this.source = source;
    this.target = target;
    this.standing = standing;
    this.changes = changes;
    this.limits = limits;
    this.catchup = new Catchup(stream, target, stopped);
  }

  /**
   * Goes on until all that is applied now is noted and few keys are left, or until it gets nowhere.
   *
   * @throws CancellationException when stopped
   */
  void run() {
    if (source.doubtsChangedRows()) {
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
        catchup.pause(PAUSE_MILLIS);
      }
      for (int more = MOST_ROUNDS_BEHIND_END; more > 0 && round() > FEW; more--) {
        catchup.pause(PAUSE_MILLIS);
      }
    } finally {
      changes.dirty().narrow(false);
    }
  }

  private long applied() {
    return target.read(c -> Checkpoint.read(c, stream)).map(Checkpoint::offset).orElse(-1L);
  }

  /** Compares all keys that are noted now; how many of them are done with. */
  private int round() {
    long applied = applied();
    int done = 0;
    for (TableName table : tables.pairs().keySet()) {
      Optional<Covered> covered = VerifyPlan.covered(tables, standing, limits, table);
      if (covered.isPresent() && covered.get().keys() > 0) {
        done += narrow(tables.pairs().get(table), covered.get(), applied);
      }
    }
    return done;
  }

  private int narrow(TablePair pair, Covered covered, long applied) {
    Changed changed = changes.dirty().since(covered.upTo(), covered.parts());
    // Room for what changes from now on has to be left in any case.
    boolean few = changed.keys().size() <= Math.min(FEW, covered.keys() / 4);
    if (changed.beyondKeys() || (few && !changes.dirty().waiting())) {
      return 0;
    }
    Map<RowId, Map<String, String>> keys = new HashMap<>();
    for (Map<String, String> key : changed.keys()) {
      source
          .ids(pair, new Changed(false, Set.of(key)))
          .ifPresent(ids -> ids.forEach(id -> keys.put(id, key)));
    }
    Settled settled =
        new Settler(source, target, catchup, SETTLE_ROUNDS)
            .settle(
                pair,
                Pairing.ofSource(tables, pair),
                Pairing.ofTarget(tables, pair),
                List.copyOf(keys.keySet()));
    keys.keySet().removeIf(id -> !settled.equal(id));
    return changes.dirty().forget(covered.parts(), keys.values(), applied);
  }
}
