package io.tributary.validator.pass;

import io.tributary.common.model.TableName;
import io.tributary.validator.ledger.Ledger;
import io.tributary.validator.load.LoadLimit;
import io.tributary.validator.range.RangeTurn;
import io.tributary.validator.range.TableRanges;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * The tables of one stream that are to be compared as a whole, shared by several workers: those of
 * the pass in their order, and before them those that are requested, and the ranges of those whose
 * comparison goes on. No table and no range is in the hands of two workers. What stands as equal is
 * compared again no faster than a limit allows. Thread-safe.
 */
final class PassWork {
  private final Ledger ledger;
  private final LoadLimit scrub;
  private final Queue<TableName> left = new ArrayDeque<>();
  private final Queue<TableName> equal = new ArrayDeque<>();
  private final Set<TableName> inHand = new HashSet<>();

  /**
   * No pass has begun.
   *
   * @param scrub what is read of tables that stand as equal is held to this
   */
  PassWork(Ledger ledger, LoadLimit scrub) {
    this.ledger = ledger;
    this.scrub = scrub;
  }

  /**
   * A pass over these tables begins, first over those that do not stand as equal; what a worker has
   * in hand stays there.
   */
  synchronized void begin(Collection<TableName> tables) {
    left.clear();
    equal.clear();
    tables.forEach(table -> (ledger.standsAsEqual(table) ? equal : left).add(table));
  }

  /**
   * A table for a worker, or a range of one.
   *
   * @param table the table
   * @param requested whether it was requested; else it is its turn in the pass
   * @param range the range; empty for a table
   * @param scrub whether it stands as equal, and is not requested
   */
  record Turn(TableName table, boolean requested, Optional<RangeTurn> range, boolean scrub) {
    private static Turn of(RangeTurn range, boolean scrub) {
      return new Turn(range.of().table(), false, Optional.of(range), scrub);
    }
  }

  /** Takes what comes next; empty when the pass is over, or has to rest. */
  synchronized Optional<Turn> take() {
    return takeWanted().or(this::takeOfPass).or(this::takeAgain);
  }

  /** Takes the next table that is requested, or a range of one whose comparison goes on. */
  synchronized Optional<Turn> takeWanted() {
    Set<TableName> busy = new HashSet<>(inHand);
    busy.addAll(ledger.ranged().goingOn());
    Optional<TableName> requested = ledger.requests().take(busy);
    requested.ifPresent(inHand::add);
    return requested
        .map(table -> new Turn(table, true, Optional.empty(), false))
        .or(() -> ledger.ranged().take(TableRanges::goesOn).map(this::ofComparison));
  }

  /** With its ranges a table has its turn. */
  private Turn ofComparison(RangeTurn range) {
    left.remove(range.of().table());
    equal.remove(range.of().table());
    return Turn.of(range, false);
  }

  private Optional<Turn> takeOfPass() {
    return next(left, false).or(() -> scrub.open() ? next(equal, true) : Optional.empty());
  }

  /** One that somebody compares at this moment had its turn. */
  private Optional<Turn> next(Queue<TableName> tables, boolean again) {
    TableName next = tables.poll();
    while (next != null && (ledger.ranged().goesOn(next) || !inHand.add(next))) {
      next = tables.poll();
    }
    return Optional.ofNullable(next).map(table -> new Turn(table, false, Optional.empty(), again));
  }

  private Optional<Turn> takeAgain() {
    return scrub.open()
        ? ledger.ranged().take(ranges -> !ranges.goesOn()).map(range -> Turn.of(range, true))
        : Optional.empty();
  }

  /** A worker has compared its table, cut it into ranges, or given it up. */
  synchronized void done(Turn turn, long rows) {
    if (turn.scrub()) {
      scrub.read(rows);
    }
    if (turn.range().isEmpty()) {
      inHand.remove(turn.table());
      if (!ledger.ranged().goesOn(turn.table())) {
        ledger.requests().ended(turn.table());
      }
    }
  }

  /** Whether there is work for one more. */
  synchronized boolean left() {
    boolean open = scrub.open();
    return !left.isEmpty()
        || (open && !equal.isEmpty())
        || ledger.ranged().all().stream()
            .anyMatch(ranges -> ranges.left() && (ranges.goesOn() || open));
  }

  /** Whether a table that does not stand as equal has yet to be compared, or its ranges have. */
  synchronized boolean firstOnes() {
    return !left.isEmpty()
        || inHand.stream().anyMatch(table -> !ledger.standsAsEqual(table))
        || !ledger.ranged().goingOn().isEmpty();
  }

  /** Whether the pass goes on, be it in some worker's hand. */
  synchronized boolean goesOn() {
    return !left.isEmpty()
        || !equal.isEmpty()
        || !inHand.isEmpty()
        || ledger.ranged().all().stream().anyMatch(TableRanges::unfinished);
  }
}
