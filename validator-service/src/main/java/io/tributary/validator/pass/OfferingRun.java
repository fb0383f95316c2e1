package io.tributary.validator.pass;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.validator.ledger.Ledger;
import io.tributary.validator.offer.RangeFingerprint;
import io.tributary.validator.offer.RangeOffers;
import io.tributary.validator.range.TableRanges;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.run.SourceRun;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.source.end.WatchedSource;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jboss.logging.Logger;

/**
 * Offers ranges of large tables to other instances while all rows of the tables are compared, and
 * keeps what those have found. It runs beside the workers of a pass, so behind a fence nothing is
 * offered; it ends when no such comparison goes on, and withdraws what is left.
 */
final class OfferingRun extends SourceRun {
  private static final Logger LOG = Logger.getLogger(OfferingRun.class);
  private static final long LOOK_MILLIS = 200;

  private final Ledger ledger;
  private final PassAssistants among;
  private final PassWorker worker;
  private final IntSupplier workers;
  private final Runnable unable;

  /**
   * A run that offers.
   *
   * @param worker whose key ranges are used
   * @param workers how many compare here
   * @param unable is told where nothing can ever be offered
   */
  OfferingRun(
      WatchedSource watched,
      RunContext context,
      Ledger ledger,
      PassWorker worker,
      IntSupplier workers,
      PassAssistants among,
      Runnable unable) {
    super(watched, context);
    this.ledger = ledger;
    this.among = among;
    this.workers = workers;
    this.unable = unable;
    this.worker =
        new PassWorker(watched, context, ledger, worker.ranges(), worker.publish(), this::stopped);
  }

  /**
   * Whether there is anything to offer. A file cannot be read from another machine; and what a
   * limit of rows a second lets pass is no more where several read.
   */
  static boolean wanted(WatchedSource watched, RunContext context, Ledger ledger) {
    return context.help().allowed()
        && watched.plan().kind() == SourceKind.POSTGRESQL
        && !watched.load().limits()
        && ledger.ranged().all().stream().anyMatch(TableRanges::goesOn);
  }

  @Override
  protected long retryMillis() {
    return 2_000;
  }

  @Override
  protected void work(ComparedEnds ends) {
    Optional<String> databases = databases(ends);
    Optional<RangeOffers> prepared =
        databases.isEmpty() ? Optional.empty() : RangeOffers.begin(watched.offerSession(), stream);
    if (prepared.isEmpty()) {
      unable.run();
      return;
    }
    CurrentTables tables = new CurrentTables(worker::tables);
    try (RangeOffers offers = prepared.get();
        OfferedTurns offered =
            new OfferedTurns(worker, offers, databases.orElseThrow(), context.help().patience())) {
      while (among.wants(this) && wanted(watched, context, ledger)) {
        offered.look(ends, tables, workers.getAsInt());
        ends.pause(LOOK_MILLIS);
      }
    }
  }

  /** Which databases these are; empty where a server does not tell, and nothing can be offered. */
  private Optional<String> databases(ComparedEnds ends) {
    try {
      return Optional.of(RangeFingerprint.of(ends.pairing()));
    } catch (TributaryException e) {
      if (!ends.alive()) {
        throw e;
      }
      LOG.infof(
          "no ranges offered migration=%s source=%s cause=%s",
          stream.migration(), stream.source(), e.getMessage());
      return Optional.empty();
    }
  }
}
