package io.tributary.validator.stream;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * The keys of one table that changed behind an offset, bounded: when there are too many, all that
 * is kept is that there were. Thread-safe.
 */
final class DirtyKeys {
  private final long coveredUpTo;
  private final IntSupplier limit;
  private final Set<Map<String, String>> keys = new HashSet<>();
  private boolean beyondKeys;

  /** Notes changes behind an offset; remembers at most that many keys, asked at each change. */
  DirtyKeys(long coveredUpTo, IntSupplier limit) {
    this.coveredUpTo = coveredUpTo;
    this.limit = limit;
  }

  /** The offset up to which changes are not noted. */
  long coveredUpTo() {
    return coveredUpTo;
  }

  /** A record touched a key; an empty key stands for all rows. */
  synchronized void changed(Map<String, String> key, long offset) {
    if (offset <= coveredUpTo || beyondKeys) {
      return;
    }
    keys.add(key);
    if (key.isEmpty() || keys.size() > limit.getAsInt()) {
      beyondKeys = true;
      keys.clear();
    }
  }

  /** Whether something changed that no key stands for. */
  synchronized boolean beyondKeys() {
    return beyondKeys;
  }

  /** The same of changes behind an offset; what came before the noted ones may be anything. */
  boolean beyondSince(long offset) {
    return offset < coveredUpTo || beyondKeys();
  }

  /** Adds all changed keys. */
  synchronized void addTo(Set<Map<String, String>> all) {
    all.addAll(keys);
  }
}
