package io.tributary.validator.help;

import io.tributary.common.error.TributaryException;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.DatabaseSession;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.KnownRanges;
import io.tributary.validator.compare.TableComparer;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.load.LoadLimit;
import io.tributary.validator.offer.RangeFingerprint;
import io.tributary.validator.offer.RangeOffer;
import io.tributary.validator.offer.TakenOffer;
import io.tributary.validator.pass.CurrentTables;
import io.tributary.validator.pass.RangeReading;
import io.tributary.validator.range.RangeFinding;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.source.SourceKinds;
import io.tributary.validator.source.end.PairedEnds;
import io.tributary.validator.watch.StreamElsewhere;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Compares offered ranges of one stream, one after the other, over sessions of its own, until none
 * is offered any more. Run once, by one thread; {@link #stop} may come from any.
 */
final class HelpingRun implements Runnable {
  /** Whoever offers has more soon, unless the comparison is over. */
  private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** A session was ended by the server, or is closed: whoever offered does not wait any more. */
  private static final Set<String> ENDED = Set.of("57P01", "08003", "08006");

  private final StreamElsewhere stream;
  private final RunContext context;
  private final Runnable compared;
  private volatile boolean stopped;
  private volatile boolean unfit;
  private volatile @Nullable PairedEnds ends;

  /**
   * A run on a thread of its own.
   *
   * @param compared is told of each range
   */
  HelpingRun(StreamElsewhere stream, RunContext context, Runnable compared) {
    this.stream = stream;
    this.context = context;
    this.compared = compared;
  }

  /** Ends the run. */
  void stop() {
    stopped = true;
    PairedEnds opened = ends;
    if (opened != null) {
      opened.abort();
    }
  }

  /** Whether a range was offered of databases or tables that are others here. */
  boolean unfit() {
    return unfit;
  }

  @Override
  public void run() {
    try (PairedEnds opened = SourceKinds.open(stream.watched(), context.lookup(stream.stream()));
        DatabaseSession offers = stream.watched().offerSession()) {
      ends = opened;
      compareOffered(opened, offers);
    } catch (CancellationException e) {
      // It was stopped, or nobody waits for what it compares.
    } catch (TributaryException e) {
      if (!stopped && !ended(e)) {
        throw e;
      }
    }
  }

  private static boolean ended(TributaryException e) {
    return e instanceof DatabaseFailure failure && ENDED.contains(failure.sqlState());
  }

  private void compareOffered(PairedEnds opened, DatabaseSession offers) {
    String databases = RangeFingerprint.of(opened);
    CurrentTables tables = new CurrentTables(now -> now.pairing().tables(reads()));
    long until = System.nanoTime() + LINGER_NANOS;
    while (!stopped && !unfit && System.nanoTime() < until) {
      Optional<TakenOffer> taken = TakenOffer.take(offers, stream.stream());
      if (taken.isPresent()) {
        compare(taken.get(), opened, tables, databases);
        until = System.nanoTime() + LINGER_NANOS;
      } else {
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
  }

  private ParallelReads reads() {
    return new ParallelReads(context.executor());
  }

  private void compare(
      TakenOffer taken, PairedEnds opened, CurrentTables current, String databases) {
    RangeOffer offer = taken.offer();
    ComparedEnds both = new ComparedEnds(opened, () -> stopped || taken.lost());
    TableMap tables = current.lately(both);
    Optional<TablePair> pair = pair(tables, offer, databases);
    if (pair.isEmpty()) {
      tables = current.now(both);
      pair = pair(tables, offer, databases);
    }
    if (pair.isEmpty()) {
      unfit = true;
      taken.giveUp();
      return;
    }
    RangeReading reading =
        new RangeReading(both, comparer(both), context.limits(), context.clock());
    reading.awaitApplied(offer.notedFrom(), () -> true);
    RangeFinding finding = reading.finding(tables, pair.get(), offer.keys());
    if (taken.found(finding)) {
      compared.run();
    }
  }

  private Optional<TablePair> pair(TableMap tables, RangeOffer offer, String databases) {
    return Optional.ofNullable(tables.pairs().get(offer.table()))
        .filter(
            pair ->
                RangeFingerprint.of(databases, pair, stream.since(offer.table()))
                    .equals(offer.fingerprint()));
  }

  private TableComparer comparer(ComparedEnds both) {
    return new TableComparer(
        reads(),
        stream.watched().migration().validation().rowsPerChunk(),
        context.limits().differingRows(),
        new KnownRanges(),
        LoadLimit.none(),
        both.stopped());
  }
}
