package io.tributary.validator.pass;

import io.tributary.common.model.TableName;
import io.tributary.common.observed.LedgerObserved;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.changes.DirtyTables;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.ledger.Ledger;
import io.tributary.validator.ledger.LedgerStore;
import io.tributary.validator.ledger.ProvenEquality;
import io.tributary.validator.range.TableRanges;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.run.SourceRun;
import io.tributary.validator.settle.ChangedRowsComparison;
import io.tributary.validator.settle.ChangedRowsComparison.Round;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.source.end.Checkpoint;
import io.tributary.validator.source.end.WatchedSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Compares what changed since the tables of one stream were found equal, all the time, so that
 * there is little left when a cutover is ordered. While changes arrive it rests three times as long
 * as it worked, for they need both databases as well; else as long, unless reading the topic waits
 * for it.
 */
public final class ChangedRowsRun extends SourceRun {
  private static final long READY_POLL_MILLIS = 200;
  private static final long LEAST_REST_MILLIS = 100;
  private static final long REST_WHILE_ARRIVING = 3;
  private static final long MOST_REST_MILLIS = 1_000;
  private static final long CATALOG_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long MOST_SILENT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final int TABLES_PER_SECOND = 200;
  private static final long ENDS = 2;

  private final Ledger ledger;
  private final Runnable publish;
  private final ParallelReads reads;
  private final Optional<ProvenEquality> proven;
  private long reported = System.nanoTime();
  private LedgerObserved published = LedgerObserved.NONE;
  private long publishedAt;
  private long catalogRead;
  private long keptAt = System.nanoTime() - KEEP_NANOS;

  /**
   * A run on a thread of its own.
   *
   * @param proven what the verification of the other direction has proven, if this one follows it
   * @param publish publishes what is known of the stream
   */
  public ChangedRowsRun(
      WatchedSource watched,
      RunContext context,
      Ledger ledger,
      Optional<ProvenEquality> proven,
      Runnable publish) {
    super(watched, context);
    this.ledger = ledger;
    this.proven = proven;
    this.publish = publish;
    this.reads = new ParallelReads(context.executor());
  }

  @Override
  protected long retryMillis() {
    return 1_000;
  }

  @Override
  protected void work(ComparedEnds ends) {
    DirtyTables dirty = ledger.changes().dirty();
    while (!ends.pairing().applied().complete(ledger.restart())) {
      ends.pause(READY_POLL_MILLIS);
    }
    try (LedgerStore store = new LedgerStore(stream, watched.copySession())) {
      TableMap tables = tables(ends);
      proven.ifPresent(equality -> ledger.adopt(equality, stream, tables));
      ledger.open(store, tables, applied(ends), Optional.empty());
      follow(ends, tables, dirty, store);
    }
  }

  private void follow(ComparedEnds ends, TableMap begun, DirtyTables dirty, LedgerStore store) {
    ChangedRowsComparison comparison = new ChangedRowsComparison(ends, reads, dirty);
    TableMap tables = begun;
    long before = -1;
    long idle = LEAST_REST_MILLIS;
    while (true) {
      Checkpoint checkpoint = applied(ends);
      long applied = checkpoint.offset();
      dirty.pace().bind();
      dirty.pace().applied(applied);
      long millis = 0;
      if (!dirty.remembering().isEmpty()) {
        if (System.nanoTime() - catalogRead > CATALOG_NANOS) {
          tables = tables(ends);
        }
        millis = round(comparison, tables, checkpoint);
      }
      report(store, checkpoint);
      boolean arriving = applied != before;
      idle = arriving ? LEAST_REST_MILLIS : Math.min(MOST_REST_MILLIS, idle * 2);
      before = applied;
      if (arriving) {
        ends.pause(Math.max(idle, REST_WHILE_ARRIVING * millis));
      } else {
        ends.pause(dirty.pace().waitsFor().isPresent() ? 1 : Math.max(millis, idle));
      }
    }
  }

  private static Checkpoint applied(ComparedEnds ends) {
    return ends.checkpoint().orElse(Checkpoint.NONE);
  }

  private TableMap tables(ComparedEnds ends) {
    catalogRead = System.nanoTime();
    return ends.pairing().tables(reads);
  }

  private long round(ChangedRowsComparison comparison, TableMap tables, Checkpoint applied) {
    watched.load().await(this::stopped);
    long started = System.nanoTime();
    Round round = comparison.round(tables, applied);
    long nanos = System.nanoTime() - started;
    watched.load().read(ENDS * round.compared());
    ledger.rate().measured(round.compared(), nanos);
    round.doubtful().forEach(ledger.requests()::add);
    giveUpWhereWholeTablesAreCheaper(applied.offset(), round);
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  /**
   * Reading the topic waits for a table of which very much changed: whether its rows are compared
   * by their keys, or all of them once more, is decided by what each has cost lately.
   */
  private void giveUpWhereWholeTablesAreCheaper(long applied, Round round) {
    DirtyTables dirty = ledger.changes().dirty();
    Optional<TableName> full = dirty.pace().waitsFor();
    if (full.isPresent()) {
      long pending = dirty.rowsIn(Math.max(0, applied - dirty.noted()));
      long rate = Math.max(1, ledger.rate().rowsPerSecond());
      long wholeMillis =
          Math.max(
              ledger
                  .verdicts()
                  .of(full.get())
                  .map(s -> s.verdict().time().durationMillis())
                  .orElse(0L),
              ledger.ranged().of(full.get()).map(TableRanges::wholeMillis).orElse(0L));
      if (round.equal() == 0 || pending * 1_000 / rate > 2 * wholeMillis) {
        dirty.giveUp(full.get());
      }
    }
  }

  private void report(LedgerStore store, Checkpoint applied) {
    if (System.nanoTime() - reported > REPORT_NANOS) {
      reported = System.nanoTime();
      ledger.requestChanged();
      ledger
          .changes()
          .dirty()
          .comparedUpTo()
          .ifPresent(upTo -> context.reports().covered(stream, upTo));
      publishNowAndThen();
      if (System.nanoTime() - keptAt > KEEP_NANOS) {
        keptAt = System.nanoTime();
        ledger.keep(store, applied, Optional.empty());
      }
    }
  }

  /** All verdicts are in one record: with thousands of tables it is large, and comes less often. */
  private void publishNowAndThen() {
    LedgerObserved now = ledger.observed();
    long age = System.nanoTime() - publishedAt;
    long seconds = 1 + ledger.verdicts().tables().size() / TABLES_PER_SECOND;
    long least = Math.min(MOST_SILENT_NANOS, REPORT_NANOS * seconds);
    if (age > MOST_SILENT_NANOS || (age > least && !now.equals(published))) {
      publishedAt = System.nanoTime();
      published = now;
      publish.run();
    }
  }
}
