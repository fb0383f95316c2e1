package io.tributary.orchestrator.state;

import java.util.HashSet;
import java.util.Set;

/** Sets of sources' names. */
final class SourceNames {
  private SourceNames() {}

  /** The names and one more. */
  static Set<String> with(Set<String> names, String name) {
    Set<String> all = new HashSet<>(names);
    all.add(name);
    return Set.copyOf(all);
  }
}
