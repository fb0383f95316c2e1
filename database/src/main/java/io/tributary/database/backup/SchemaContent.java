package io.tributary.database.backup;

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
 *     types
 */
record SchemaContent(
    Map<String, TableContent> tables, Map<String, Long> sequences, List<Definition> definitions) {

  /**
   * The rows of a table.
   *
   * @param rows how many
   * @param digest 128 bits over all of them, whatever their order
   */
  record TableContent(long rows, String digest) {}

  /**
   * One definition.
   *
   * @param what kind and name, such as {@code view moody}
   * @param text as the server prints it
   */
  record Definition(String what, String text) {
    BackupDifference differing(String how) {
      return new BackupDifference(what, how + ": " + text);
    }
  }

  long rows() {
    return tables.values().stream().mapToLong(TableContent::rows).sum();
  }

  /**
   * What is otherwise in a restored schema; empty when it is the same.
   *
   * @param later where the sequences stood once the dump was made: applications go on meanwhile,
   *     and sequences belong to no snapshot
   */
  List<BackupDifference> differences(SchemaContent restored, Map<String, Long> later) {
    List<BackupDifference> found = new ArrayList<>();
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
            new BackupDifference(
                "sequence " + sequence.getKey(),
                "stands at %s, and was restored at %s"
                    .formatted(then, now == null ? "none" : now)));
      }
    }
    missing(definitions, restored.definitions)
        .forEach(each -> found.add(each.differing("was not restored")));
    missing(restored.definitions, definitions)
        .forEach(each -> found.add(each.differing("was restored as")));
    return found;
  }

  private static void table(
      String name,
      @Nullable TableContent before,
      @Nullable TableContent after,
      List<BackupDifference> found) {
    if (before == null || after == null) {
      found.add(
          new BackupDifference(
              "table " + name, after == null ? "was not restored" : "is only restored"));
    } else if (before.rows() != after.rows()) {
      found.add(
          new BackupDifference(
              "table " + name,
              "has %d rows, and %d were restored".formatted(before.rows(), after.rows())));
    } else if (!before.equals(after)) {
      found.add(new BackupDifference("table " + name, "has other values once it is restored"));
    }
  }

  private static List<Definition> missing(List<Definition> all, List<Definition> from) {
    List<Definition> left = new ArrayList<>(all);
    from.forEach(left::remove);
    return left;
  }
}
