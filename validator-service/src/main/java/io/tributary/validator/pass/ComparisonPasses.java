package io.tributary.validator.pass;

import io.tributary.common.plan.ComparisonLimits;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.compare.KnownRanges;
import io.tributary.validator.ledger.Ledger;
import io.tributary.validator.load.LoadLimit;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.run.SourceRun;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.source.end.WatchedSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Compares all tables of one stream as a whole, pass after pass. The first pass finds out whether
 * they are equal; what changes since is compared by {@link ChangedRowsRun}, and later passes search
 * for what no stream shows (a hand in the follower, a fault of the mover). The rest between two
 * passes is at least as long as a pass took, so that they never take more than half of a database's
 * time. A table that is requested does not wait for its turn. Where a pass takes longer, several
 * workers share it.
 */
public final class ComparisonPasses extends SourceRun {
  private static final Logger LOG = Logger.getLogger(ComparisonPasses.class);
  private static final long READY_POLL_MILLIS = 200;
  private static final long REST_POLL_MILLIS = 20;
  private static final Duration PUBLISH_EVERY = Duration.ofSeconds(1);
  private static final int PUBLISH_TABLES = 500;

  private final Ledger ledger;
  private final Runnable publish;
  private final KnownRanges ranges = new KnownRanges();
  private final PassWork work;
  private final PassWorker worker;
  private final PassAssistants assistants;
  private final PassAssistants offering;
  private final CurrentTables tables = new CurrentTables(this::tables);
  private final LoadLimit scrub = LoadLimit.none();
  private volatile int workers;
  private volatile boolean recheck;
  private volatile boolean offers = true;
  private final AtomicLong finished = new AtomicLong();
  private Instant published = Instant.EPOCH;

  /**
   * Passes to be run on a thread of their own.
   *
   * @param ledger where is kept what is found
   * @param limits how many tables are compared at a time, until others are told
   * @param publish publishes the latest verdicts of the stream
   */
  public ComparisonPasses(
      WatchedSource watched,
      RunContext context,
      Ledger ledger,
      ComparisonLimits limits,
      Runnable publish) {
    super(watched, context);
    this.ledger = ledger;
    this.publish = publish;
    this.workers = limits.workers();
    this.scrub.set(limits.scrubRowsPerSecond());
    this.work = new PassWork(ledger, scrub);
    this.worker =
        new PassWorker(watched, context, ledger, ranges, this::publishNowAndThen, this::stopped);
    this.assistants = new PassAssistants(context, work, this::assistant);
    this.offering = new PassAssistants(context, work, this::offering);
  }

  private SourceRun assistant(PassAssistants among) {
    return new PassAssistant(
        watched, context, ledger, ranges, this::publishNowAndThen, work, among);
  }

  private SourceRun offering(PassAssistants among) {
    return new OfferingRun(
        watched, context, ledger, worker, () -> workers, among, () -> offers = false);
  }

  /**
   * Workers of this instance for what is left, and offers to other instances where they can help.
   */
  private void wantOthers() {
    assistants.want(workers - 1);
    offering.want(offers && OfferingRun.wanted(watched, context, ledger) ? 1 : 0);
  }

  /** Whether tables are being compared that do not stand as equal. */
  public boolean findsOut() {
    return work.firstOnes();
  }

  /** Passes finished so far. */
  public long finished() {
    return finished.get();
  }

  /** Starts the next pass without further rest. */
  public void recheck() {
    recheck = true;
  }

  /** Compares so many tables at a time, and so fast, from now on. */
  public void limit(ComparisonLimits limits) {
    workers = limits.workers();
    scrub.set(limits.scrubRowsPerSecond());
    assistants.want(workers - 1);
  }

  @Override
  public void stop() {
    super.stop();
    assistants.stop();
    offering.stop();
  }

  @Override
  protected long retryMillis() {
    return 2_000;
  }

  @Override
  protected void work(ComparedEnds ends) {
    while (!ends.pairing().applied().complete(ledger.restart()) || !ledger.isOpen()) {
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
      long least = migration.validation().pauseBetweenPassesMillis();
      // A pass that is held to a rate has rested already.
      rest(ends, scrub.limits() ? least : Math.max(millis, least));
    }
  }

  private void pass(ComparedEnds ends) {
    work.begin(tables.now(ends).targets().keySet());
    wantOthers();
    while (work.goesOn()) {
      Optional<PassWork.Turn> turn = work.take();
      if (turn.isPresent()) {
        compare(ends, turn.get());
      } else {
        ends.pause(REST_POLL_MILLIS);
      }
    }
  }

  private TableMap tables(ComparedEnds ends) {
    TableMap now = worker.tables(ends);
    ledger.retain(now.targets().keySet());
    ends.checkpoint().ifPresent(applied -> ledger.changes().follow(applied.offset()));
    return now;
  }

  private void compare(ComparedEnds ends, PassWork.Turn turn) {
    worker.take(ends, tables, turn, work);
    if (!ledger.ranged().all().isEmpty()) {
      // A table that was cut has work for others, which was not there when the pass began.
      wantOthers();
    }
  }

  /** Whether there were any. */
  private boolean compareWanted(ComparedEnds ends) {
    Optional<PassWork.Turn> wanted = work.takeWanted();
    boolean any = wanted.isPresent();
    while (wanted.isPresent()) {
      compare(ends, wanted.get());
      wanted = work.takeWanted();
    }
    return any;
  }

  private synchronized void publishNowAndThen(int tables) {
    // All verdicts are in one record: with thousands of tables it is large, and so comes less
    // often.
    Duration every = PUBLISH_EVERY.multipliedBy(1 + tables / PUBLISH_TABLES);
    if (Duration.between(published, context.clock().instant()).compareTo(every) > 0) {
      publish.run();
      published = context.clock().instant();
    }
  }

  private void rest(ComparedEnds ends, long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!recheck && System.nanoTime() < until) {
      if (compareWanted(ends)) {
        publish.run();
      }
      ends.pause(REST_POLL_MILLIS);
    }
  }
}
