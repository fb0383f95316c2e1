package io.tributary.validator.stream;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * The keys of one table that changed, each with the offset of its last change, bounded: when there
 * are too many the longest unchanged is forgotten, and up to its offset only the whole table can be
 * trusted to cover all changes. Thread-safe.
 */
public final class DirtyKeys {
  private final IntSupplier limit;
  private final LinkedHashMap<Map<String, String>, Long> lastChange = new LinkedHashMap<>();
  private long forgottenUpTo = -1;

  /** Remembers at most that many keys; the limit is asked at each change. */
  public DirtyKeys(IntSupplier limit) {
    this.limit = limit;
  }

  /** A record touched a key; an empty key stands for all rows. Offsets come in ascending order. */
  public synchronized void changed(Map<String, String> key, long offset) {
    if (key.isEmpty()) {
      forgottenUpTo = offset;
      return;
    }
    lastChange.remove(key);
    lastChange.put(key, offset);
    while (lastChange.size() > limit.getAsInt()) {
      Iterator<Long> oldest = lastChange.values().iterator();
      forgottenUpTo = Math.max(forgottenUpTo, oldest.next());
      oldest.remove();
    }
  }

  /** What changed in records behind an offset. */
  public synchronized Changed since(long offset) {
    Set<Map<String, String>> keys = new LinkedHashSet<>();
    lastChange.forEach(
        (key, last) -> {
          if (last > offset) {
            keys.add(key);
          }
        });
    return new Changed(forgottenUpTo > offset, keys);
  }

  /** Forgets changes up to an offset, because a comparison that covers them found all equal. */
  public synchronized void coveredUpTo(long offset) {
    lastChange.values().removeIf(last -> last <= offset);
  }
}
