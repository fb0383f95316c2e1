package io.tributary.validator.source.converted;

import io.tributary.common.model.TableName;
import java.util.HashMap;
import java.util.Map;

/** Counts of the rows of each table that are left out of its comparison. For one thread. */
final class LeftOutCounts {
  private final Map<TableName, Long> before = new HashMap<>();
  private final Map<TableName, Long> now = new HashMap<>();
  private Map<String, Long> entries = Map.of();

  /** What the quarantine has of all tables. */
  void entries(Map<String, Long> latest) {
    entries = latest;
  }

  /** A table was read anew. */
  void first(TableName table, long rows) {
    before.put(table, rows);
    now.put(table, rows);
  }

  /** A table was read again. */
  void again(TableName table, long rows) {
    now.put(table, rows);
  }

  long before(TableName table) {
    return before.getOrDefault(table, 0L);
  }

  /** Whether rows of a table are left out now. */
  boolean any(TableName table) {
    return now.getOrDefault(table, 0L) > 0;
  }

  long entriesOf(TableName table) {
    return entries.getOrDefault(table.display(), 0L);
  }

  /** Whether neither the source nor the quarantine has rows of the table that are left out. */
  boolean nothing(TableName table) {
    return before(table) == 0 && !any(table) && entriesOf(table) == 0;
  }
}
