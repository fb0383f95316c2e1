package io.tributary.mapping.key;

import io.tributary.mapping.sqlite.schema.SqliteColumnName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The columns that are rewritten when keys get new values, each with the key that it follows.
 *
 * @param columns the key that a column follows; a remapped key follows itself
 * @param problems why it cannot be done as declared, for people; empty when it can
 */
public record RemapPlan(Map<SqliteColumnName, SqliteColumnName> columns, List<String> problems) {

  /**
   * Follows the foreign keys from the remapped keys to every column that refers to them, directly
   * or through other keys, also in cycles and from a table to itself.
   */
  public static RemapPlan of(List<KeyReference> references, Set<SqliteColumnName> remapped) {
    Map<SqliteColumnName, Set<SqliteColumnName>> origins = new TreeMap<>();
    remapped.forEach(key -> origins.put(key, new TreeSet<>(Set.of(key))));
    boolean grew = true;
    while (grew) {
      grew = false;
      for (KeyReference reference : references) {
        for (int i = 0; i < reference.columns().size(); i++) {
          grew |= follow(origins, remapped, child(reference, i), parent(reference, i));
        }
      }
    }
    Map<SqliteColumnName, SqliteColumnName> columns = new TreeMap<>();
    origins.forEach((column, keys) -> columns.put(column, keys.iterator().next()));
    return new RemapPlan(columns, problems(references, origins, remapped));
  }

  private static boolean follow(
      Map<SqliteColumnName, Set<SqliteColumnName>> origins,
      Set<SqliteColumnName> remapped,
      SqliteColumnName child,
      SqliteColumnName parent) {
    Set<SqliteColumnName> keys = origins.getOrDefault(parent, Set.of());
    if (keys.isEmpty()) {
      return false;
    }
    Set<SqliteColumnName> known = origins.computeIfAbsent(child, column -> new TreeSet<>());
    // A key that is remapped and refers to another one takes its values from that one.
    boolean replaced = remapped.contains(child) && !child.equals(parent) && known.remove(child);
    return known.addAll(keys) | (replaced && !keys.contains(child));
  }

  private static List<String> problems(
      List<KeyReference> references,
      Map<SqliteColumnName, Set<SqliteColumnName>> origins,
      Set<SqliteColumnName> remapped) {
    List<String> problems = new ArrayList<>();
    origins.forEach(
        (column, keys) -> {
          if (keys.size() > 1) {
            problems.add(
                column.display()
                    + " refers to several remapped keys, "
                    + String.join(" and ", keys.stream().map(SqliteColumnName::display).toList())
                    + ", and can follow one map only.");
          }
        });
    for (KeyReference reference : references) {
      for (int i = 0; i < reference.columns().size(); i++) {
        SqliteColumnName child = child(reference, i);
        SqliteColumnName parent = parent(reference, i);
        if (origins.containsKey(child) && !origins.containsKey(parent)) {
          problems.add(
              child.display()
                  + " is rewritten and refers to "
                  + parent.display()
                  + ", which is not; remap that key too.");
        }
      }
    }
    return problems;
  }

  private static SqliteColumnName child(KeyReference reference, int i) {
    return new SqliteColumnName(reference.table(), reference.columns().get(i));
  }

  private static SqliteColumnName parent(KeyReference reference, int i) {
    return new SqliteColumnName(reference.parent(), reference.parentColumns().get(i));
  }
}
