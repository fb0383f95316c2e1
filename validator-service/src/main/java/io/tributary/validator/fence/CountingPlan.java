package io.tributary.validator.fence;

import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.source.end.FollowedRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the changed tables are counted behind the fence. Those that are in neither part keep the
 * counts of their last full comparison.
 *
 * @param followed tables that were counted at the rehearsal, and what changed since
 * @param counted tables of which all rows are counted now
 */
record CountingPlan(Map<TablePair, FollowedRows> followed, List<TablePair> counted) {
  /** So few rows, of all tables together, are counted in a few milliseconds, and see more. */
  private static final long FEW_ROWS = 20_000;

  /** A row is looked up in the time in which so many are counted. */
  private static final long ROWS_PER_LOOKUP = 40;

  /**
   * Decides for each table, the smallest first.
   *
   * @param rows the changed tables, and how many rows each has as far as is known
   * @param mostCounted rows that are counted at most, of all tables together
   * @param followable what changed since a table was counted, of tables of which all are known
   */
  static CountingPlan of(
      Map<TablePair, Long> rows, long mostCounted, Map<TablePair, FollowedRows> followable) {
    CountingPlan plan = new CountingPlan(new LinkedHashMap<>(), new ArrayList<>());
    List<TablePair> smallestFirst = new ArrayList<>(rows.keySet());
    smallestFirst.sort(Comparator.comparing(rows::get));
    long counted = 0;
    for (TablePair pair : smallestFirst) {
      @Nullable FollowedRows changed = followable.get(pair);
      long ofTable = rows.getOrDefault(pair, 0L);
      boolean cheap =
          changed == null
              || counted + ofTable <= FEW_ROWS
              || ofTable <= changed.ids().size() * ROWS_PER_LOOKUP;
      if (cheap && counted + ofTable <= mostCounted) {
        plan.counted.add(pair);
        counted += ofTable;
      } else if (changed != null) {
        plan.followed.put(pair, changed);
      }
    }
    return plan;
  }
}
