package io.tributary.validator.ledger;

import io.tributary.common.model.TableName;
import io.tributary.validator.changes.LiveChanges;
import io.tributary.validator.range.RangedTables;
import io.tributary.validator.range.TableRanges;
import io.tributary.validator.verdict.StandingVerdicts;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The tables of one stream that were ordered to begin anew. What was found of one before its order
 * is of rows that are replaced, so it is forgotten, and what is found by a comparison that began
 * before the order is not taken. Thread-safe.
 */
public final class RestartedTables {
  private final long source;
  private final StandingVerdicts verdicts;
  private final LiveChanges changes;
  private final RangedTables ranged;
  private final RequestedTables requests;
  private final TableOrders orders = new TableOrders();

  /**
   * No table was ordered to.
   *
   * @param source the last order to begin the whole source anew, 0 for none
   */
  RestartedTables(
      long source,
      StandingVerdicts verdicts,
      LiveChanges changes,
      RangedTables ranged,
      RequestedTables requests) {
    this.source = source;
    this.verdicts = verdicts;
    this.changes = changes;
    this.ranged = ranged;
    this.requests = requests;
  }

  /**
   * These are the last orders of each table, by its name as verdicts have it.
   *
   * @param named the table of the stream's origin that is displayed so
   */
  public void restarted(Map<String, Long> latest, Function<String, Optional<TableName>> named) {
    synchronized (orders) {
      Set<String> anew = orders.take(latest);
      Set<TableName> found = new HashSet<>(verdicts.tables());
      ranged.all().forEach(ranges -> found.add(ranges.table()));
      found.stream().filter(table -> anew.contains(table.display())).forEach(this::forget);
      // Of one that joins nothing was found yet; it does not wait for the next pass.
      found.forEach(table -> anew.remove(table.display()));
      anew.forEach(table -> named.apply(table).ifPresent(requests::add));
    }
  }

  private void forget(TableName table) {
    verdicts.forget(table);
    changes.dirty().unknown(table);
    if (ranged.of(table).filter(TableRanges::end).isPresent()) {
      requests.ended(table);
    }
    ranged.remove(table);
    requests.add(table);
  }

  /** The orders of another ledger of the same stream. */
  void take(RestartedTables other) {
    orders.take(other.orders.all());
  }

  /** The last order to begin a table anew, 0 for none. */
  public long of(TableName table) {
    return orders.of(table);
  }

  /** The last order by which a table's rows came anew, with or without the others; 0 for none. */
  public long since(TableName table) {
    return Math.max(source, orders.of(table));
  }

  /** Something is about to be found out of a table: an order that comes later makes it void. */
  void begun(TableName table) {
    orders.begun(table);
  }

  /** Whether no order has come since. */
  boolean asBegun(TableName table) {
    return orders.asBegun(table);
  }

  /**
   * Takes what was found of a table, unless an order has come since that began.
   *
   * @param taking takes it, while no order can come
   * @return whether it was taken
   */
  boolean takeUp(TableName table, Runnable taking) {
    synchronized (orders) {
      boolean asBegun = orders.asBegun(table);
      if (asBegun) {
        taking.run();
      }
      return asBegun;
    }
  }
}
