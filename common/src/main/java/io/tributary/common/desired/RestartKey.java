package io.tributary.common.desired;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Names what was ordered to begin anew: a source by its name, a table by that of its source and its
 * own. One that joins a running migration has two keys: one says that it is to be made, the other
 * one that its rows are to come. Names in migration files have neither slash nor plus. Pure.
 */
public final class RestartKey {
  private static final String BETWEEN = "/";
  private static final String JOINS = "+";

  private RestartKey() {}

  /**
   * The key of a table.
   *
   * @param table at the source, as verdicts name it
   */
  public static String of(String source, String table) {
    return source + BETWEEN + table;
  }

  /** The key that says that a table of the source joins. */
  public static String joining(String source, String table) {
    return source + JOINS + table;
  }

  /** Whether a key names a table. */
  public static boolean ofTable(String key) {
    return !key.equals(source(key));
  }

  /** Whether a key says that a table joins. */
  public static boolean ofJoining(String key) {
    return key.startsWith(source(key) + JOINS);
  }

  private static String source(String key) {
    return key.split("[" + BETWEEN + JOINS + "]", 2)[0];
  }

  /** Of all orders those about tables of a source, by the table's name. */
  public static Map<String, Long> tables(Map<String, Long> restarts, String source) {
    return below(restarts, source + BETWEEN);
  }

  /** Of all orders those by which tables of a source join, by the table's name. */
  public static Map<String, Long> joining(Map<String, Long> restarts, String source) {
    return below(restarts, source + JOINS);
  }

  private static Map<String, Long> below(Map<String, Long> restarts, String prefix) {
    Map<String, Long> tables = new HashMap<>();
    restarts.forEach(
        (key, order) -> {
          if (key.startsWith(prefix)) {
            tables.put(key.substring(prefix.length()), order);
          }
        });
    return Map.copyOf(tables);
  }

  /**
   * The orders that stand behind one more: a source that begins anew does so with all its tables.
   */
  public static Map<String, Long> with(
      Map<String, Long> restarts, Collection<String> keys, long order) {
    Map<String, Long> all = new HashMap<>(restarts);
    for (String key : keys) {
      if (!ofTable(key)) {
        all.keySet().removeIf(other -> ofTable(other) && source(other).equals(key));
      }
      all.put(key, order);
    }
    return Map.copyOf(all);
  }
}
