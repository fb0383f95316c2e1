package io.tributary.validator.changes;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * The keys of one table that changed behind an offset. When there are too many, only that fact is
 * kept. Thread-safe.
 */
final class DirtyKeys {
  private final long coveredUpTo;
  private final IntSupplier limit;
  private final Map<Map<String, String>, Long> latest = new HashMap<>();
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
    latest.put(key, offset);
    if (key.isEmpty() || latest.size() > limit.getAsInt()) {
      beyondKeys = true;
      latest.clear();
    }
  }

  /** Whether one more key would be too many, although some can be remembered. */
  synchronized boolean full(Map<String, String> key, long offset) {
    int most = limit.getAsInt();
    return offset > coveredUpTo
        && most > 0
        && !beyondKeys
        && !key.isEmpty()
        && latest.size() >= most
        && !latest.containsKey(key);
  }

  /**
   * Forgets keys, but for those that changed behind an offset; how many it forgot. The last one
   * stays: a table that changed is counted at the cutover, however its rows compare.
   */
  synchronized int forget(Collection<Map<String, String>> keys, long upTo) {
    int before = latest.size();
    for (Map<String, String> key : keys) {
      if (latest.size() > 1) {
        latest.computeIfPresent(key, (k, offset) -> offset <= upTo ? null : offset);
      }
    }
    return before - latest.size();
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
    all.addAll(latest.keySet());
  }
}
