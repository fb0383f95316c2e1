package io.tributary.common.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which columns are rewritten when keys get new values, and by which key's map.
 *
 * @param columns the key whose map rewrites a column; a remapped key maps itself
 * @param problems why it cannot be done as declared, for people; empty when it can
 */
public record RemapPlan(Map<KeyColumn, KeyColumn> columns, List<String> problems) {

  /**
   * Follows the foreign keys from the remapped keys to every column that refers to them, directly
   * or through other keys, also in cycles and from a table to itself.
   */
  public static RemapPlan of(List<KeyReference> references, Set<KeyColumn> remapped) {
    Map<KeyColumn, Set<KeyColumn>> origins = new TreeMap<>();
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
    Map<KeyColumn, KeyColumn> columns = new TreeMap<>();
    origins.forEach((column, keys) -> columns.put(column, keys.iterator().next()));
    return new RemapPlan(columns, problems(references, origins, remapped));
  }

  /** The key whose map rewrites this column; empty when the column stays as it is. */
  public Optional<KeyColumn> mapOf(KeyColumn column) {
    return Optional.ofNullable(columns.get(column));
  }

  private static boolean follow(
      Map<KeyColumn, Set<KeyColumn>> origins,
      Set<KeyColumn> remapped,
      KeyColumn child,
      KeyColumn parent) {
    Set<KeyColumn> keys = origins.getOrDefault(parent, Set.of());
    if (keys.isEmpty()) {
      return false;
    }
    Set<KeyColumn> known = origins.computeIfAbsent(child, column -> new TreeSet<>());
    // A key that is remapped and refers to another one takes its values from that one.
    boolean replaced = remapped.contains(child) && !child.equals(parent) && known.remove(child);
    return known.addAll(keys) | (replaced && !keys.contains(child));
  }

  private static List<String> problems(
      List<KeyReference> references,
      Map<KeyColumn, Set<KeyColumn>> origins,
      Set<KeyColumn> remapped) {
    List<String> problems = new ArrayList<>();
    origins.forEach(
        (column, keys) -> {
          if (keys.size() > 1) {
            problems.add(
                column.display()
                    + " refers to several remapped keys, "
                    + String.join(" and ", keys.stream().map(KeyColumn::display).toList())
                    + ", and can follow one map only.");
          }
        });
    for (KeyReference reference : references) {
      for (int i = 0; i < reference.columns().size(); i++) {
        KeyColumn child = child(reference, i);
        KeyColumn parent = parent(reference, i);
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

  private static KeyColumn child(KeyReference reference, int i) {
    return new KeyColumn(reference.table(), reference.columns().get(i));
  }

  private static KeyColumn parent(KeyReference reference, int i) {
    return new KeyColumn(reference.parent(), reference.parentColumns().get(i));
  }
}
