package io.tributary.cdc.apply.repair;

import io.tributary.cdc.apply.session.ApplySession;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What both ends had under some keys of a table before the source's position was asked.
 *
 * @param table the table
 * @param keys all that were read
 * @param source the version of each row of the source; keys that it does not have are left out
 * @param target the same of the target
 */
record RepairReading(
    RepairedTable table,
    List<List<String>> keys,
    Map<List<String>, String> source,
    Map<List<String>, String> target) {

  /** Reads both ends. */
  static RepairReading of(
      RepairedTable table, List<List<String>> keys, SourceRows source, ApplySession target) {
    Map<List<String>, String> versions = new HashMap<>();
    source.rows(table, keys).forEach((key, rows) -> versions.put(key, rows.get(0).version()));
    return new RepairReading(table, keys, versions, targetVersions(table, keys, target));
  }

  private static Map<List<String>, String> targetVersions(
      RepairedTable table, List<List<String>> keys, ApplySession target) {
    Map<List<String>, String> versions = new HashMap<>();
    Object[] arrays = KeyArrays.of(keys);
    for (Row row : target.query(new RepairStatements(table).targetVersions(), arrays)) {
      versions.put(keys.get((int) (row.getLong(0) - 1)), row.getString(1));
    }
    return versions;
  }

  /**
   * Sorts the keys by what the source has now.
   *
   * @param now the rows of the source, read again
   */
  Sorted sorted(Map<List<String>, List<SourceRows.Row>> now) {
    Sorted sorted = new Sorted(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (List<String> key : keys) {
      List<SourceRows.Row> rows = now.getOrDefault(key, List.of());
      String before = source.get(key);
      if (rows.isEmpty() && before == null) {
        sorted.absent.add(key);
      } else if (rows.size() == 1 && rows.get(0).version().equals(before)) {
        sorted.present.add(rows.get(0));
      } else {
        sorted.moving.add(key);
      }
    }
    return sorted;
  }

  /**
   * Keys by what a repair does with them.
   *
   * @param present rows at rest, to be written
   * @param absent keys that the source had neither time
   * @param moving keys whose rows have changed in between
   */
  record Sorted(
      List<SourceRows.Row> present, List<List<String>> absent, List<List<String>> moving) {}
}
