package io.tributary.validator.pass;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.compare.KnownRanges;
import io.tributary.validator.compare.TableComparer;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.ledger.Ledger;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.source.end.WatchedSource;
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

  /** The tables as they are now. */
  TableMap tables(ComparedEnds ends) {
    return ends.pairing().tables(reads());
  }

  private ParallelReads reads() {
    return new ParallelReads(context.executor());
  }

  private StreamId stream() {
    return watched.stream();
  }

  /** Compares one table. */
  public void compare(ComparedEnds ends, TableMap tables, TableName table) {
    Instant started = context.clock().instant();
    Duration waited = ends.waited();
    boolean kept = false;
    try {
      ends.pause(0);
      ledger.begin(tables, table, ends);
      LiveComparison.Compared compared = compared(ends, tables, table);
      VerdictAssembly assembly = new VerdictAssembly(stream(), context.clock());
      Map<String, Long> deadLetters =
          // Read with each verdict: a pass may take hours, and what it began with is no fact then.
          compared.outcome().quarantined().isPresent()
              ? Map.of()
              : ends.follower().read(assembly::deadLetters);
      TableVerdict verdict =
          assembly.verdict(
              tables, table, compared.outcome(), deadLetters, started, Optional.empty());
      ends.pause(0);
      ledger.compared(tables, table, verdict, compared.coversUpTo(), compared.moving());
      kept = true;
      context.reports().table(verdict);
      publish.accept(tables.targets().size());
    } finally {
      if (!kept) {
        ledger.abandon(table);
        ledger.requests().add(table);
      }
      // A stream that lags is waited for, which costs the databases nothing.
      Duration took = Duration.between(started, context.clock().instant());
      ledger.requests().compared(table, took.minus(ends.waited().minus(waited)));
    }
  }

  private LiveComparison.Compared compared(ComparedEnds ends, TableMap tables, TableName table) {
    TableComparer comparer =
        new TableComparer(
            reads(),
            watched.migration().validation().rowsPerChunk(),
            context.limits().differingRows(),
            ranges,
            watched.load(),
            stopped);
    TributaryException error = tables.errors().get(table);
    if (error == null) {
      try {
        return new LiveComparison(ends, comparer, context.limits())
            .compare(
                tables,
                Objects.requireNonNull(tables.pairs().get(table), "it is paired or has an error"));
      } catch (TributaryException e) {
        if (stopped.getAsBoolean() || !ends.alive()) {
          throw e;
        }
        error = e;
      }
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
