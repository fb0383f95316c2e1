package io.tributary.validator.fence;

import io.tributary.common.measure.WarmTime;
import io.tributary.common.observed.RehearsedComparison;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.ledger.Ledger;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.settle.ChangedRowsComparison;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.source.end.WatchedSource;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done for a verification before any fence: what changed is compared, and what will be read
 * behind the fence is read once, its result thrown away, so that both databases have the pages at
 * hand and what is slow the first time is done. Used by one thread; {@link #rest} and {@link
 * #measured} may come from any.
 */
final class SourceRehearsal {
  private static final long LEAST_REST_MILLIS = 200;

  private final WatchedSource watched;
  private final RunContext context;
  private final Ledger ledger;
  private final ParallelReads reads;
  private final VerificationTraces traces;
  private final BooleanSupplier stopped;
  private final long begunMillis;
  private volatile @Nullable RehearsedComparison measured;
  private volatile boolean resting;
  private long narrowAgainAt;

  /** A rehearsal that begins now. */
  SourceRehearsal(
      WatchedSource watched,
      RunContext context,
      Ledger ledger,
      ParallelReads reads,
      VerificationTraces traces,
      BooleanSupplier stopped) {
    this.watched = watched;
    this.context = context;
    this.ledger = ledger;
    this.reads = reads;
    this.traces = traces;
    this.stopped = stopped;
    this.begunMillis = context.clock().millis();
  }

  /** What it took; null before its end. */
  @Nullable RehearsedComparison measured() {
    return measured;
  }

  /** Compares nothing more: something else is measured. */
  void rest() {
    resting = true;
  }

  /** Reads what a verification will read. */
  @FunctionalInterface
  interface FencedReading {
    void run() throws SQLException;
  }

  /**
   * Does it all once.
   *
   * @param reading of what will be read behind the fence
   */
  void run(TableMap tables, ComparedEnds ends, FollowedCounts counts, FencedReading reading) {
    Instant begun = context.clock().instant();
    new RehearsalCatchUp(watched, context, ledger, stopped)
        .run(tables, ends, () -> narrow(tables, ends));
    traces.caughtUp(begun);
    Instant behind = context.clock().instant();
    counts.begin(tables, watched.migration().cutover());
    long digestMillis;
    try {
      digestMillis =
          WarmTime.millis(
              context.clock(),
              () -> {
                reading.run();
                ends.release();
              });
    } catch (SQLException e) {
      throw ends.failure(e);
    } finally {
      ends.release();
    }
    long narrowing = context.clock().millis();
    narrow(tables, ends);
    long end = context.clock().millis();
    traces.rehearsed(behind);
    measured = new RehearsedComparison(end - narrowing, digestMillis, end - begunMillis);
  }

  /** So that only what the last moments brought has to be read and compared behind the fence. */
  private void narrow(TableMap tables, ComparedEnds ends) {
    new Narrowing(ends, new ChangedRowsComparison(ends, reads, ledger.changes().dirty()), ledger)
        .run(tables);
    ends.checkpoint().ifPresent(applied -> ledger.changes().awaitEnd(applied.offset(), stopped));
  }

  /**
   * A stream that is still catching up goes on to bring what has to be compared. What differs
   * stays, so that half of the time at least is rest.
   */
  void narrowWhereMuchChanged(TableMap tables, ComparedEnds ends) {
    long begun = context.clock().millis();
    if (!resting && begun >= narrowAgainAt && ledger.changes().dirty().changed() > Narrowing.FEW) {
      narrow(tables, ends);
      long end = context.clock().millis();
      narrowAgainAt = end + Math.max(LEAST_REST_MILLIS, end - begun);
    }
  }
}
