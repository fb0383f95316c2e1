package io.tributary.validator.pass;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.KeyRange;
import io.tributary.validator.compare.KnownRanges;
import io.tributary.validator.compare.TableComparer;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.ledger.Ledger;
import io.tributary.validator.range.RangeTurn;
import io.tributary.validator.range.TableRanges;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.source.end.WatchedSource;
import io.tributary.validator.verdict.TableOutcome;
import io.tributary.validator.verdict.VerdictAssembly;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;

/**
 * Compares tables of one stream as a whole, one after the other, and keeps what is found. Used by
 * one thread; several of them share the work of a pass.
 *
 * @param watched what is compared
 * @param context services and limits
 * @param ledger where is kept what is found
 * @param ranges key ranges of earlier comparisons
 * @param publish publishes now and then, told how many tables there are
 * @param stopped whether to end
 */
public record PassWorker(
    WatchedSource watched,
    RunContext context,
    Ledger ledger,
    KnownRanges ranges,
    IntConsumer publish,
    BooleanSupplier stopped) {
  private static final Logger LOG = Logger.getLogger(PassWorker.class);
  private static final long OTHERS_POLL_MILLIS = 20;

  /** The tables as they are now. */
  TableMap tables(ComparedEnds ends) {
    return ends.pairing().tables(reads());
  }

  private ParallelReads reads() {
    return new ParallelReads(context.executor());
  }

  StreamId stream() {
    return watched.stream();
  }

  TableComparer comparer() {
    return new TableComparer(
        reads(),
        watched.migration().validation().rowsPerChunk(),
        context.limits().differingRows(),
        ranges,
        watched.load(),
        stopped);
  }

  /** Compares one table, all its ranges where it has several. */
  public void compare(ComparedEnds ends, TableMap tables, TableName table) {
    compareAnew(ends, tables, table);
    for (var going = goingOn(table); going.isPresent(); going = goingOn(table)) {
      Optional<RangeTurn> turn = going.get().take();
      if (turn.isPresent()) {
        compare(ends, tables, turn.get());
      } else {
        ends.pause(OTHERS_POLL_MILLIS);
      }
    }
  }

  private Optional<TableRanges> goingOn(TableName table) {
    return ledger.ranged().of(table).filter(TableRanges::goesOn);
  }

  /** Does what was taken of a pass. */
  void take(ComparedEnds ends, CurrentTables current, PassWork.Turn turn, PassWork of) {
    long rows = 0;
    boolean begun = false;
    try {
      TableMap tables = turn.requested() ? current.now(ends) : current.lately(ends);
      begun = true;
      rows =
          turn.range().isPresent()
              ? compare(ends, tables, turn.range().get())
              : compare(ends, tables, turn);
    } finally {
      if (!begun) {
        turn.range().ifPresent(RangeTurn::giveBack);
      }
      of.done(turn, rows);
    }
  }

  private long compare(ComparedEnds ends, TableMap tables, PassWork.Turn turn) {
    TableName table = turn.table();
    if (!tables.targets().containsKey(table)) {
      return 0;
    }
    if (!turn.requested()) {
      if (new TableCut(this, ends, tables).again(table)) {
        return 0;
      }
      ledger.requests().begun(table);
    }
    return compareAnew(ends, tables, table);
  }

  /** Compares one range of a table; how many rows were read. */
  private long compare(ComparedEnds ends, TableMap tables, RangeTurn turn) {
    return new RangeComparison(this, ends, tables).run(turn);
  }

  /**
   * Compares all rows of one table, or cuts it into ranges that are to be compared.
   *
   * @return how many rows were read
   */
  private long compareAnew(ComparedEnds ends, TableMap tables, TableName table) {
    long order = ledger.restarts().of(table);
    if (order > 0 && !ends.pairing().applied().restarted(table.display(), order)) {
      // Its rows are being replaced.
      ledger.requests().add(table);
      ledger.requests().compared(table, Duration.ZERO);
      return 0;
    }
    Instant started = context.clock().instant();
    Duration waited = ends.waited();
    boolean kept = false;
    boolean whole = true;
    try {
      ends.pause(0);
      ledger.begin(tables, table, ends);
      Optional<LiveComparison.Compared> found = compared(ends, tables, table);
      whole = found.isPresent();
      if (whole) {
        keep(ends, tables, table, found.get(), started);
      }
      kept = true;
      return found.flatMap(compared -> compared.outcome().rows()).map(PassWorker::read).orElse(0L);
    } finally {
      if (!kept) {
        ledger.abandon(table);
        ledger.requests().add(table);
      }
      if (whole) {
        // A stream that lags is waited for, which costs the databases nothing.
        Duration took = Duration.between(started, context.clock().instant());
        ledger.requests().compared(table, took.minus(ends.waited().minus(waited)));
      }
    }
  }

  private static long read(TableOutcome.Rows rows) {
    return rows.source() + rows.target();
  }

  private void keep(
      ComparedEnds ends,
      TableMap tables,
      TableName table,
      LiveComparison.Compared found,
      Instant started) {
    TableVerdict verdict = verdict(ends, tables, table, found.outcome(), started);
    ends.pause(0);
    ledger.ranged().remove(table);
    ledger.compared(tables, table, verdict, found.coversUpTo(), found.moving());
    context.reports().table(verdict);
    publish.accept(tables.targets().size());
  }

  TableVerdict verdict(
      ComparedEnds ends, TableMap tables, TableName table, TableOutcome outcome, Instant started) {
    VerdictAssembly assembly = new VerdictAssembly(stream(), context.clock());
    Map<String, Long> deadLetters =
        // Read with each verdict: a pass may take hours, and what it began with is no fact then.
        outcome.quarantined().isPresent() ? Map.of() : ends.follower().read(assembly::deadLetters);
    return assembly.verdict(tables, table, outcome, deadLetters, started, Optional.empty());
  }

  /** Empty where the table was cut into ranges. */
  private Optional<LiveComparison.Compared> compared(
      ComparedEnds ends, TableMap tables, TableName table) {
    TributaryException error = tables.errors().get(table);
    if (error == null) {
      try {
        TablePair pair =
            Objects.requireNonNull(tables.pairs().get(table), "it is paired or has an error");
        return new TableCut(this, ends, tables).begin(table, pair)
            ? Optional.empty()
            : Optional.of(live(ends).compare(tables, pair, KeyRange.ALL));
      } catch (TributaryException e) {
        error = e;
      }
    }
    return Optional.of(failed(ends, table, error));
  }

  LiveComparison live(ComparedEnds ends) {
    return new LiveComparison(ends, comparer(), context.limits());
  }

  /** Nothing came of a comparison; one that was stopped, or lost its session, is made once more. */
  LiveComparison.Compared failed(ComparedEnds ends, TableName table, TributaryException error) {
    if (stopped.getAsBoolean() || !ends.alive()) {
      throw error;
    }
    LOG.warnf(
        "table not comparable migration=%s source=%s table=%s code=%s cause=%s",
        stream().migration(),
        stream().source(),
        table.display(),
        error.report().code(),
        error.getMessage());
    context.reports().failed(stream().migration(), stream().source(), error.report());
    return LiveComparison.Compared.failed();
  }
}
