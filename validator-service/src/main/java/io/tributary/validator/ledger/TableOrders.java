package io.tributary.validator.ledger;

import io.tributary.common.model.TableName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The orders to begin single tables of a stream anew, and which of them each comparison began
 * under. Thread-safe.
 */
final class TableOrders {
  private Map<String, Long> orders = Map.of();
  private final Map<TableName, Long> begun = new HashMap<>();

  /**
   * Takes the last order of each table, by its name as verdicts have it.
   *
   * @return the tables that have a later one than before
   */
  synchronized Set<String> take(Map<String, Long> latest) {
    Set<String> later = new HashSet<>();
    latest.forEach(
        (table, order) -> {
          if (order > orders.getOrDefault(table, 0L)) {
            later.add(table);
          }
        });
    orders = Map.copyOf(latest);
    return later;
  }

  synchronized Map<String, Long> all() {
    return orders;
  }

  /** The last order of a table, 0 for none. */
  synchronized long of(TableName table) {
    return orders.getOrDefault(table.display(), 0L);
  }

  /** A comparison of a table begins. */
  synchronized void begun(TableName table) {
    begun.put(table, of(table));
  }

  /** Whether no order has come since the last comparison of a table began. */
  synchronized boolean asBegun(TableName table) {
    return Objects.equals(begun.getOrDefault(table, of(table)), of(table));
  }
}
