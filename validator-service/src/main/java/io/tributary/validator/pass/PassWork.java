package io.tributary.validator.pass;

import io.tributary.common.model.TableName;
import io.tributary.validator.ledger.RequestedTables;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * The tables of one stream that are to be compared as a whole, shared by several workers: those of
 * the pass in their order, and before them those that are requested. No table is in the hands of
 * two workers. Thread-safe.
 */
final class PassWork {
  private final RequestedTables requests;
  private final Queue<TableName> left = new ArrayDeque<>();
  private final Set<TableName> inHand = new HashSet<>();

  PassWork(RequestedTables requests) {
    this.requests = requests;
  }

  /** A pass over these tables begins; what a worker has in hand stays there. */
  synchronized void begin(Collection<TableName> tables) {
    left.clear();
    left.addAll(tables);
  }

  /**
   * A table for a worker.
   *
   * @param table the table
   * @param requested whether it was requested; else it is its turn in the pass
   */
  record Turn(TableName table, boolean requested) {}

  /** Takes the next table of the pass, or one that is requested; empty when the pass is over. */
  synchronized Optional<Turn> take() {
    Optional<Turn> requested = takeRequested();
    if (requested.isPresent()) {
      return requested;
    }
    TableName next = left.poll();
    // One that somebody compares at this moment had its turn.
    while (next != null && !inHand.add(next)) {
      next = left.poll();
    }
    if (next != null) {
      requests.begun(next);
    }
    return Optional.ofNullable(next).map(table -> new Turn(table, false));
  }

  /** Takes the next table that is requested. */
  synchronized Optional<Turn> takeRequested() {
    Optional<TableName> next = requests.take(inHand);
    next.ifPresent(inHand::add);
    return next.map(table -> new Turn(table, true));
  }

  /** A worker has compared its table, or given it up. */
  synchronized void done(TableName table) {
    inHand.remove(table);
    requests.ended(table);
  }

  /** Whether there is work for one more. */
  synchronized boolean left() {
    return !left.isEmpty();
  }

  /** Whether some worker has a table in hand. */
  synchronized boolean busy() {
    return !inHand.isEmpty();
  }
}
