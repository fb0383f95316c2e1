package io.tributary.validator.compare;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which buckets of rows have to be looked into. */
final class Buckets {
  private Buckets() {}

  /** The buckets whose digests differ, a missing one being empty. */
  static List<String> differing(Map<String, Digest> source, Map<String, Digest> target) {
    TreeSet<String> names = new TreeSet<>(source.keySet());
    names.addAll(target.keySet());
    return names.stream()
        .filter(
            b -> !source.getOrDefault(b, Digest.EMPTY).equals(target.getOrDefault(b, Digest.EMPTY)))
        .toList();
  }
}
