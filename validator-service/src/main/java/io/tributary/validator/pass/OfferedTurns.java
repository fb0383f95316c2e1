package io.tributary.validator.pass;

import io.tributary.common.error.TributaryException;
import io.tributary.validator.changes.Noting;
import io.tributary.validator.ledger.Ledger;
import io.tributary.validator.offer.RangeFingerprint;
import io.tributary.validator.offer.RangeOffer;
import io.tributary.validator.offer.RangeOffers;
import io.tributary.validator.range.RangeFinding;
import io.tributary.validator.range.RangeTurn;
import io.tributary.validator.range.TableRanges;
import io.tributary.validator.settle.ComparedEnds;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The ranges that one run has offered, and nobody's finding of which is kept yet. Each is in the
 * run's hand like one that a worker compares, and goes back when nobody wants it, or whoever has
 * taken it does not come to an end. Used by one thread.
 */
final class OfferedTurns implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OfferedTurns.class);

  /** Offers that wait for somebody: so many are soon taken where anybody helps. */
  private static final int MOST_FREE = 4;

  /** Somebody else may take some times as long for a range as the slowest one took. */
  private static final long PATIENCE_IN_RANGES = 3;

  private final PassWorker worker;
  private final RangeOffers offers;
  private final String databases;
  private final Duration patience;
  private final Map<UUID, OfferedTurn> turns = new LinkedHashMap<>();
  private long restUntil = System.nanoTime();

  /**
   * Nothing is offered yet.
   *
   * @param databases by which other instances tell that they have reached the same ones
   * @param patience how long a range that somebody has taken is at least waited for
   */
  OfferedTurns(PassWorker worker, RangeOffers offers, String databases, Duration patience) {
    this.worker = worker;
    this.offers = offers;
    this.databases = databases;
    this.patience = patience;
  }

  private Ledger ledger() {
    return worker.ledger();
  }

  /**
   * Keeps what was found, takes back what is needed here or takes too long, and offers more.
   *
   * @param workers how many compare here, for each of which a range is left
   */
  void look(ComparedEnds ends, CurrentTables tables, int workers) {
    if (!turns.isEmpty()) {
      keepFindings(ends, tables);
      Set<UUID> free = offers.free();
      turns.forEach((id, turn) -> turn.seen(!free.contains(id)));
      endLate();
    }
    for (TableRanges ranges : ledger().ranged().all()) {
      if (ranges.goesOn()) {
        takeBack(ranges, workers - ranges.open());
        offer(ranges, workers);
      }
    }
  }

  private void keepFindings(ComparedEnds ends, CurrentTables tables) {
    Map<UUID, Optional<String>> there = offers.findings();
    for (UUID id : List.copyOf(turns.keySet())) {
      Optional<String> finding = there.get(id);
      if (finding == null) {
        // Another run of the stream has begun, and has ended this one's offers.
        forget(id);
      } else if (finding.isPresent()) {
        keep(ends, tables, id, RangeOffers.read(finding.get()));
      }
    }
  }

  private void keep(ComparedEnds ends, CurrentTables tables, UUID id, RangeFinding finding) {
    OfferedTurn turn = turns.get(id);
    if (turn == null) {
      return;
    }
    var lately = tables.lately(ends);
    // From here on the range is given back by whoever keeps the finding.
    turns.remove(id);
    new RangeComparison(worker, ends, lately)
        .take(turn.turn(), finding.between(turn.at(), RangeReading.now(worker.context().clock())));
    offers.end(id);
  }

  /**
   * What somebody has held for too long is compared here, and what is over by nobody. A finding
   * that comes later is not taken.
   */
  private void endLate() {
    for (UUID id : List.copyOf(turns.keySet())) {
      OfferedTurn turn = turns.get(id);
      if (turn == null) {
        continue;
      }
      TableRanges of = turn.turn().of();
      if (!of.goesOn() || !ledger().ranged().current(of)) {
        forget(id);
        offers.end(id);
      } else if (turn.heldFor(patienceNanos(of))) {
        LOG.warnf(
            "range taken back from another instance migration=%s source=%s table=%s",
            worker.stream().migration(), worker.stream().source(), of.table().display());
        restUntil = System.nanoTime() + patience.toNanos();
        forget(id);
        offers.end(id);
      }
    }
  }

  private long patienceNanos(TableRanges of) {
    return Math.max(
        patience.toNanos(), TimeUnit.MILLISECONDS.toNanos(PATIENCE_IN_RANGES * of.longestMillis()));
  }

  /** Takes back so many ranges of a table that nobody has taken. */
  private void takeBack(TableRanges ranges, int wanted) {
    int left = wanted;
    for (UUID id : List.copyOf(turns.keySet())) {
      OfferedTurn turn = turns.get(id);
      if (left > 0
          && turn != null
          && turn.turn().of() == ranges
          && !turn.held()
          && offers.withdraw(id)) {
        forget(id);
        left--;
      }
    }
  }

  private void offer(TableRanges ranges, int leaving) {
    Optional<Noting> noting = ranges.noting().filter(Noting::holds);
    int rowsPerRange = worker.context().limits().rowsPerRange();
    while (noting.isPresent() && System.nanoTime() - restUntil >= 0 && free() < MOST_FREE) {
      Optional<RangeTurn> turn = ranges.takeLast(leaving, rowsPerRange);
      if (turn.isEmpty()) {
        return;
      }
      UUID id = UUID.randomUUID();
      // Before it is offered: so it goes back if that fails.
      turns.put(id, new OfferedTurn(turn.get(), RangeReading.now(worker.context().clock())));
      offers.offer(
          new RangeOffer(
              id,
              worker.stream(),
              offers.offering(),
              ranges.begun(),
              ranges.table(),
              RangeFingerprint.of(
                  databases, ranges.pair(), ledger().restarts().since(ranges.table())),
              turn.get().range().keys(),
              noting.get().from()));
    }
  }

  private long free() {
    return turns.values().stream().filter(turn -> !turn.held()).count();
  }

  /** The range may be taken by anybody here. */
  private void forget(UUID id) {
    OfferedTurn turn = turns.remove(id);
    if (turn != null) {
      turn.turn().giveBack();
    }
  }

  /** Gives all back, and ends those who compare for nobody any more. */
  @Override
  public void close() {
    List<UUID> left = List.copyOf(turns.keySet());
    left.forEach(this::forget);
    try {
      left.forEach(offers::end);
    } catch (TributaryException e) {
      LOG.warnf(
          "offered ranges stay migration=%s source=%s code=%s",
          worker.stream().migration(), worker.stream().source(), e.report().code());
    }
  }
}
