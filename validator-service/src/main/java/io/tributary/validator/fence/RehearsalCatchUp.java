package io.tributary.validator.fence;

import io.tributary.common.model.TableName;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.compare.KnownRanges;
import io.tributary.validator.ledger.Ledger;
import io.tributary.validator.pass.PassWorker;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.source.end.Checkpoint;
import io.tributary.validator.source.end.WatchedSource;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Compares at the beginning of a rehearsal what was committed before it, also where that is still
 * being applied: right behind a large change the gate may be open still. What changed too much to
 * be compared by its keys is compared as a whole here, where nobody waits for it. Used by one
 * thread.
 *
 * @param watched what is compared
 * @param context services and limits
 * @param ledger what is known to be equal
 * @param stopped whether to end
 */
record RehearsalCatchUp(
    WatchedSource watched, RunContext context, Ledger ledger, BooleanSupplier stopped) {
  private static final long POLL_MILLIS = 10;

  /** An idle source says once a second how far it is. */
  private static final long MOMENT_MILLIS = 2_000;

  /** While writers write on, a table may be changed beyond its keys again and again. */
  private static final int MOST_ROUNDS = 3;

  /**
   * Goes on until the follower is close behind the leader, and what it has applied is compared.
   *
   * @param narrow compares what is applied by its keys
   * @throws CancellationException when stopped
   */
  void run(TableMap tables, ComparedEnds ends, Runnable narrow) {
    do {
      narrow.run();
    } while (!closeBehind(ends));
    compareWhole(tables, ends, narrow);
  }

  /** Whether the follower comes in a moment to where the leader is now. */
  private boolean closeBehind(ComparedEnds ends) {
    long position = position(ends);
    long until =
        context.clock().millis()
            + Math.max(MOMENT_MILLIS, watched.migration().cutover().maxLagMillis());
    while (ends.checkpoint().map(Checkpoint::position).orElse(0L) < position) {
      if (context.clock().millis() > until) {
        return false;
      }
      ends.pause(POLL_MILLIS);
    }
    return true;
  }

  private static long position(ComparedEnds ends) {
    try {
      return ends.leader().position();
    } catch (SQLException e) {
      throw ends.failure(e);
    }
  }

  private void compareWhole(TableMap tables, ComparedEnds ends, Runnable narrow) {
    PassWorker worker =
        new PassWorker(watched, context, ledger, new KnownRanges(), known -> {}, stopped);
    List<TableName> changed = ledger.changedAsAWhole();
    for (int round = 1; round <= MOST_ROUNDS && !changed.isEmpty(); round++) {
      changed.stream()
          .filter(table -> tables.targets().containsKey(table))
          .forEach(table -> worker.compare(ends, tables, table));
      narrow.run();
      changed = ledger.changedBeyondKeys();
    }
  }
}
