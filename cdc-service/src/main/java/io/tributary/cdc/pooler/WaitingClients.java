package io.tributary.cdc.pooler;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who waits for a pooler now.
 *
 * @param count how many clients
 * @param longestMillis how long the one has waited that waits longest, 0 where none does
 */
record WaitingClients(int count, long longestMillis) {
  static final WaitingClients NONE = new WaitingClients(0, 0);

  /** Of the rows of {@code SHOW POOLS}, those of some databases. */
  static WaitingClients of(List<Map<String, String>> pools, Set<String> databases) {
    return pools.stream()
        .filter(pool -> databases.contains(pool.getOrDefault("database", "")))
        .map(
            pool ->
                new WaitingClients(
                    (int) number(pool, "cl_waiting"),
                    number(pool, "maxwait") * 1_000 + number(pool, "maxwait_us") / 1_000))
        .reduce(NONE, WaitingClients::and);
  }

  /** Both together. */
  private WaitingClients and(WaitingClients other) {
    return new WaitingClients(count + other.count, Math.max(longestMillis, other.longestMillis));
  }

  /** The same with the longest wait that was seen of either. */
  WaitingClients after(WaitingClients earlier) {
    return new WaitingClients(count, Math.max(longestMillis, earlier.longestMillis));
  }

  private static long number(Map<String, String> row, String column) {
    return Long.parseLong(row.getOrDefault(column, "0"));
  }
}
