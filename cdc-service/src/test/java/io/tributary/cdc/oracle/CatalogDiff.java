package io.tributary.cdc.oracle;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares what the catalogs of two databases say about the same schemas. */
public final class CatalogDiff {
  private CatalogDiff() {}

  /** One line for each fact that is not the same on both sides. */
  public static List<String> of(CatalogFacts source, CatalogFacts target) {
    Set<String> keys = new TreeSet<>(source.values().keySet());
    keys.addAll(target.values().keySet());
    return keys.stream()
        .filter(key -> !at(source, key).equals(at(target, key)))
        .map(key -> key + ": source " + at(source, key) + ", target " + at(target, key))
        .toList();
  }

  private static String at(CatalogFacts side, String key) {
    Map<String, String> values = side.values();
    return values.containsKey(key) ? "[" + values.get(key) + "]" : "has none";
  }
}
