package io.tributary.local.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What one schema holds, read in one snapshot. Pure.
 *
 * @param tables each table with rows of its own, by name
 * @param sequences where each sequence stands, by name
 * @param definitions columns, constraints, indexes, triggers, policies, views, functions and enum
 *     types, one line each
 */
record SchemaContent(
    Map<String, TableContent> tables, Map<String, Long> sequences, List<String> definitions) {

  /**
   * The rows of a table.
   *
   * @param rows how many
   * @param digest 128 bits over all of them, whatever their order
   */
  record TableContent(long rows, String digest) {}

  long rows() {
    return tables.values().stream().mapToLong(TableContent::rows).sum();
  }

  /**
   * What is otherwise in a restored schema; empty when it is the same.
   *
   * @param later where the sequences stood once the dump was made: applications go on meanwhile,
   *     and sequences belong to no snapshot
   */
  List<String> differences(SchemaContent restored, Map<String, Long> later) {
    List<String> found = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(tables.keySet());
    names.addAll(restored.tables.keySet());
    for (String table : names) {
      table(table, tables.get(table), restored.tables.get(table), found);
    }
    for (Map.Entry<String, Long> sequence : sequences.entrySet()) {
      Long then = later.getOrDefault(sequence.getKey(), sequence.getValue());
      Long now = restored.sequences.get(sequence.getKey());
      long least = Math.min(sequence.getValue(), then);
      if (now == null || now < least || now > Math.max(sequence.getValue(), then)) {
        found.add(
            "sequence %s stands at %s, and was restored at %s"
                .formatted(sequence.getKey(), then, now == null ? "none" : now));
      }
    }
    missing(definitions, restored.definitions).forEach(line -> found.add("not restored: " + line));
    missing(restored.definitions, definitions).forEach(line -> found.add("restored as: " + line));
    return found;
  }

  private static void table(
      String name,
      @Nullable TableContent before,
      @Nullable TableContent after,
      List<String> found) {
    if (before == null || after == null) {
      found.add("table " + name + (after == null ? " was not restored" : " is only restored"));
    } else if (before.rows() != after.rows()) {
      found.add(
          "table %s has %d rows, and %d were restored"
              .formatted(name, before.rows(), after.rows()));
    } else if (!before.equals(after)) {
      found.add("table %s has other values once it is restored".formatted(name));
    }
  }

  private static List<String> missing(List<String> lines, List<String> from) {
    List<String> left = new ArrayList<>(lines);
    from.forEach(left::remove);
    return left;
  }
}
