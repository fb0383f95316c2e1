package io.tributary.local.demo.writer;

import io.tributary.local.demo.sample.SampleTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A writer's own record of the writes that a database acknowledged: what must be there, and nothing
 * else. Thread-safe.
 */
public final class WriteLedger {
  private final Map<String, Map<String, String>> rows = new HashMap<>();
  private final Map<String, Set<String>> unknown = new HashMap<>();
  private final Map<String, Integer> addedAtTarget = new HashMap<>();
  private final Map<WriteSide, Long> transactions = new EnumMap<>(WriteSide.class);

  /** A row as it was read back; the key of a row may come twice. */
  public record Row(String key, String value) {}

  /** The database said that this transaction is committed. */
  public synchronized void acknowledge(List<SampleWrite> transaction, WriteSide side) {
    for (SampleWrite write : transaction) {
      apply(write);
      if (side == WriteSide.TARGET) {
        addedAtTarget.merge(write.table().catalogName(), write.rows(), Integer::sum);
      }
    }
    transactions.merge(side, 1L, Long::sum);
  }

  /** The answer to the commit was lost: nothing is claimed of these rows from now on. */
  synchronized void outcomeUnknown(List<SampleWrite> transaction) {
    for (SampleWrite write : transaction) {
      Set<String> keys = unknown.computeIfAbsent(write.table().name(), t -> new HashSet<>());
      keys.add(write.key());
      keys.add(write.newKey());
      rowsOf(write.table()).remove(write.key());
    }
  }

  /** Keys that are there, oldest first. */
  synchronized List<String> keys(SampleTable table) {
    return new ArrayList<>(rowsOf(table).keySet());
  }

  /** Acknowledged transactions. */
  public synchronized long transactions(WriteSide side) {
    return transactions.getOrDefault(side, 0L);
  }

  /** Rows that the writer added to a table at the target, minus those it deleted there. */
  public synchronized int addedAtTarget(String table) {
    return addedAtTarget.getOrDefault(table, 0);
  }

  /** Whether nothing is unknown, so that counts can be relied on. */
  public synchronized boolean certain() {
    return unknown.isEmpty();
  }

  /** What the rows that were read back say against the record; empty when they agree. */
  public synchronized List<String> differences(SampleTable table, List<Row> found) {
    List<String> differences = new ArrayList<>();
    Set<String> skipped = unknown.getOrDefault(table.name(), Set.of());
    Map<String, String> missing = new LinkedHashMap<>(rowsOf(table));
    Set<String> seen = new HashSet<>();
    for (Row row : found) {
      if (skipped.contains(row.key())) {
        continue;
      }
      String where = table.catalogName() + " " + row.key();
      String expected = missing.remove(row.key());
      if (!seen.add(row.key())) {
        differences.add(where + " is there twice");
      } else if (expected == null) {
        differences.add(where + " was deleted or renamed, and is there");
      } else if (!expected.equals(row.value() == null ? "" : row.value())) {
        differences.add(where + " does not have the value that was acknowledged last");
      }
    }
    missing.keySet().forEach(key -> differences.add(table.catalogName() + " " + key + " is lost"));
    return differences;
  }

  private void apply(SampleWrite write) {
    Map<String, String> table = rowsOf(write.table());
    switch (write.kind()) {
      case INSERT, UPDATE -> table.put(write.key(), write.value() == null ? "" : write.value());
      case RENAME -> table.put(write.newKey(), table.remove(write.key()));
      case DELETE -> table.remove(write.key());
      case TOUCH -> {}
    }
  }

  private Map<String, String> rowsOf(SampleTable table) {
    return rows.computeIfAbsent(table.name(), name -> new LinkedHashMap<>());
  }
}
