package io.tributary.validator.pass;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.compare.KnownRanges;
import io.tributary.validator.compare.TableComparer;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.ledger.Ledger;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.run.SourceRun;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.source.end.WatchedSource;
import io.tributary.validator.verdict.TableOutcome;
import io.tributary.validator.verdict.VerdictAssembly;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Compares all tables of one stream as a whole, pass after pass. The first pass finds out whether
 * they are equal; what changes since is compared by {@link ChangedRowsRun}, and later passes search
 * for what no stream shows (a hand in the follower, a fault of the mover). The rest between two
 * passes is at least as long as a pass took, so that they never take more than half of a database's
 * time. A table that is requested does not wait for its turn.
 */
public final class ComparisonPasses extends SourceRun {
  private static final Logger LOG = Logger.getLogger(ComparisonPasses.class);
  private static final long READY_POLL_MILLIS = 200;
  private static final long REST_POLL_MILLIS = 20;
  private static final Duration PUBLISH_EVERY = Duration.ofSeconds(1);
  private static final int PUBLISH_TABLES = 500;

  private final Ledger ledger;
  private final Runnable publish;
  private final VerdictAssembly assembly;
  private final ParallelReads reads;
  private final KnownRanges ranges = new KnownRanges();
  private volatile boolean recheck;
  private final AtomicLong finished = new AtomicLong();
  private Instant published = Instant.EPOCH;

  /**
   * Passes to be run on a thread of their own.
   *
   * @param ledger where is kept what is found
   * @param publish publishes the latest verdicts of the stream
   */
  public ComparisonPasses(
      WatchedSource watched, RunContext context, Ledger ledger, Runnable publish) {
    super(watched, context);
    this.ledger = ledger;
    this.publish = publish;
    this.assembly = new VerdictAssembly(stream, context.clock());
    this.reads = new ParallelReads(context.executor());
  }

  /** Passes finished so far. */
  public long finished() {
    return finished.get();
  }

  /** Starts the next pass without further rest. */
  public void recheck() {
    recheck = true;
  }

  @Override
  protected long retryMillis() {
    return 2_000;
  }

  @Override
  protected void work(ComparedEnds ends) {
    while (!ends.pairing().applied().complete() || !ledger.isOpen()) {
      ends.pause(READY_POLL_MILLIS);
    }
    while (!stopped()) {
      recheck = false;
      long started = System.nanoTime();
      pass(ends);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
      finished.incrementAndGet();
      publish.run();
      context.reports().pass(stream.migration(), stream.source(), millis);
      LOG.debugf(
          "pass finished migration=%s source=%s millis=%d",
          stream.migration(), stream.source(), millis);
      rest(ends, Math.max(millis, migration.validation().pauseBetweenPassesMillis()));
    }
  }

  private void pass(ComparedEnds ends) {
    TableMap tables = tables(ends);
    for (TableName table : tables.targets().keySet()) {
      compareRequested(ends);
      compare(ends, tables, table);
    }
  }

  private TableMap tables(ComparedEnds ends) {
    TableMap tables = ends.pairing().tables(reads);
    ledger.retain(tables.targets().keySet());
    ends.checkpoint().ifPresent(applied -> ledger.changes().follow(applied.offset()));
    return tables;
  }

  /** Whether there were any. */
  private boolean compareRequested(ComparedEnds ends) {
    Optional<TableName> requested = ledger.requests().next();
    boolean any = requested.isPresent();
    while (requested.isPresent()) {
      TableMap tables = tables(ends);
      if (tables.targets().containsKey(requested.get())) {
        compare(ends, tables, requested.get());
      } else {
        ledger.requests().begun(requested.get());
      }
      requested = ledger.requests().next();
    }
    return any;
  }

  private void compare(ComparedEnds ends, TableMap tables, TableName table) {
    ends.pause(0);
    Instant started = context.clock().instant();
    ledger.requests().begun(table);
    boolean kept = false;
    try {
      ledger.begin(tables, table, ends);
      LiveComparison.Compared compared = compared(ends, tables, table);
      TableVerdict verdict =
          assembly.verdict(
              tables, table, compared.outcome(), deadLetters(ends, compared.outcome()), started);
      ends.pause(0);
      ledger.compared(tables, table, verdict, compared.coversUpTo());
      kept = true;
      context.reports().table(verdict);
      publishNowAndThen(tables);
    } finally {
      if (!kept) {
        ledger.abandon(table);
        ledger.requests().add(table);
      }
      ledger.requests().compared(table, Duration.between(started, context.clock().instant()));
    }
  }

  /** Read with each verdict: a pass may take hours, and what it began with is no fact then. */
  private Map<String, Long> deadLetters(ComparedEnds ends, TableOutcome outcome) {
    return outcome.quarantined().isPresent()
        ? Map.of()
        : ends.follower().read(assembly::deadLetters);
  }

  private void publishNowAndThen(TableMap tables) {
    // All verdicts are in one record: with thousands of tables it is large, and so comes less
    // often.
    Duration every = PUBLISH_EVERY.multipliedBy(1 + tables.targets().size() / PUBLISH_TABLES);
    if (Duration.between(published, context.clock().instant()).compareTo(every) > 0) {
      publish.run();
      published = context.clock().instant();
    }
  }

  private LiveComparison.Compared compared(ComparedEnds ends, TableMap tables, TableName table) {
    TableComparer comparer =
        new TableComparer(
            reads,
            migration.validation().rowsPerChunk(),
            context.limits().differingRows(),
            ranges,
            this::stopped);
    TributaryException error = tables.errors().get(table);
    if (error == null) {
      try {
        return new LiveComparison(ends, comparer, context.limits())
            .compare(
                tables,
                Objects.requireNonNull(tables.pairs().get(table), "it is paired or has an error"));
      } catch (TributaryException e) {
        if (stopped() || !ends.alive()) {
          throw e;
        }
        error = e;
      }
    }
    LOG.warnf(
        "table not comparable migration=%s source=%s table=%s code=%s cause=%s",
        stream.migration(),
        stream.source(),
        table.display(),
        error.report().code(),
        error.getMessage());
    context.reports().failed(stream.migration(), stream.source(), error.report());
    return new LiveComparison.Compared(TableOutcome.failed(), OptionalLong.empty());
  }

  private void rest(ComparedEnds ends, long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!recheck && System.nanoTime() < until) {
      if (compareRequested(ends)) {
        publish.run();
      }
      ends.pause(REST_POLL_MILLIS);
    }
  }
}
