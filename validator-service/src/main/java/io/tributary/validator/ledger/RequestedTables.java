package io.tributary.validator.ledger;

import io.tributary.common.model.TableName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tables that are to be compared as a whole before their turn, because too much of them changed
 * or some of their rows are in doubt. A table that was compared a moment ago has to wait three
 * times as long as it was read. A table counts as waiting until its comparison has ended.
 * Thread-safe.
 */
public final class RequestedTables {
  private static final Duration LEAST_REST = Duration.ofSeconds(1);

  private final Clock clock;
  private final Set<TableName> requested = new LinkedHashSet<>();
  private final Set<TableName> inHand = new HashSet<>();
  private final Set<TableName> awaited = new HashSet<>();
  private final Map<TableName, Instant> notBefore = new HashMap<>();
  private final Map<TableName, Duration> lasted = new HashMap<>();

  RequestedTables(Clock clock) {
    this.clock = clock;
  }

  /** A table should be compared soon, also where somebody is about to end a comparison of it. */
  public synchronized void add(TableName table) {
    requested.add(table);
  }

  /**
   * More of a table changed than is remembered. A comparison of it that goes on takes these changes
   * in, or ends with as many new ones, so that nobody has to ask for another one before it ends.
   */
  public synchronized void addUnlessInHand(TableName table) {
    (inHand.contains(table) ? awaited : requested).add(table);
  }

  /**
   * A table is being compared from now on; whoever asks for it later asks for another comparison.
   */
  public synchronized void begun(TableName table) {
    inHand.add(table);
    if (requested.remove(table)) {
      awaited.add(table);
    }
  }

  /** Nobody compares a table any more. */
  public synchronized void ended(TableName table) {
    inHand.remove(table);
    awaited.remove(table);
  }

  /**
   * A table was compared, and read for so long. Of two comparisons in a row the quicker one tells
   * what it costs: a database or a machine may have stood still in the other.
   */
  public synchronized void compared(TableName table, Duration took) {
    Duration before = lasted.getOrDefault(table, took);
    lasted.put(table, took);
    Duration thrice = (took.compareTo(before) < 0 ? took : before).multipliedBy(3);
    Duration rest = thrice.compareTo(LEAST_REST) > 0 ? thrice : LEAST_REST;
    notBefore.put(table, clock.instant().plus(rest));
  }

  /**
   * Takes the next table whose time has come, which is being compared from now on: whoever asks for
   * it later asks for another comparison.
   *
   * @param except tables that are being compared by somebody else
   */
  public synchronized Optional<TableName> take(Set<TableName> except) {
    Instant now = clock.instant();
    Optional<TableName> next =
        requested.stream()
            .filter(table -> !except.contains(table))
            .filter(table -> !notBefore.getOrDefault(table, Instant.MIN).isAfter(now))
            .findFirst();
    next.ifPresent(this::begun);
    return next;
  }

  /** How many tables wait, or are compared because somebody asked for it. */
  public synchronized int waiting() {
    Set<TableName> waiting = new HashSet<>(requested);
    waiting.addAll(awaited);
    return waiting.size();
  }
}
