package io.tributary.validator.changes;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The keys of one table that changed since all its rows were compared. When there are too many, or
 * no key stands for what changed, only that fact is kept. Guarded by the {@link DirtyTables} that
 * it belongs to.
 */
final class DirtyKeys {
  private static final long NEVER = -1;

  private final Map<Map<String, String>, Span> keys = new HashMap<>();
  private long firstBeyond = NEVER;
  private long lastBeyond = NEVER;
  private long lastChange = NEVER;
  private long comparedBefore = NEVER;

  /**
   * The records that touched a key and were not compared.
   *
   * @param first offset of the first
   * @param last offset of the last
   */
  private record Span(long first, long last) {
    Span until(long offset) {
      return new Span(first, offset);
    }
  }

  /**
   * The keys of a table of which all changes up to an offset were compared, which come once more.
   * It is not known whether there were any.
   */
  static DirtyKeys behind(long offset) {
    DirtyKeys keys = new DirtyKeys();
    keys.comparedBefore = offset;
    keys.lastChange = offset;
    return keys;
  }

  /**
   * A record touched a key; an empty key stands for all rows.
   *
   * @param most keys that are worth remembering
   */
  void changed(Map<String, String> key, long offset, int most) {
    if (offset <= comparedBefore) {
      return;
    }
    lastChange = offset;
    if (beyondKeys()) {
      lastBeyond = offset;
      return;
    }
    Span before = keys.get(key);
    keys.put(key, before == null ? new Span(offset, offset) : before.until(offset));
    if (key.isEmpty() || (before == null && keys.size() > most)) {
      giveUp(offset);
    }
  }

  /** From now on it is only known that the table changed. */
  void giveUp(long offset) {
    if (!beyondKeys()) {
      firstBeyond = Math.min(offset, firstOfKeys());
      lastBeyond = offset;
      keys.clear();
    }
  }

  private long firstOfKeys() {
    return keys.values().stream().mapToLong(Span::first).min().orElse(Long.MAX_VALUE);
  }

  /** All rows were found equal when everything up to an offset was applied. */
  void compared(long upTo) {
    forget(List.copyOf(keys.keySet()), upTo);
    keys.replaceAll((key, span) -> new Span(Math.max(span.first(), upTo + 1), span.last()));
    if (lastBeyond <= upTo) {
      firstBeyond = NEVER;
      lastBeyond = NEVER;
    }
    if (lastChange <= upTo) {
      lastChange = NEVER;
    }
  }

  /** Forgets keys, but for those that changed behind an offset; how many it forgot. */
  int forget(Collection<Map<String, String>> equal, long upTo) {
    int before = keys.size();
    equal.forEach(
        key -> keys.computeIfPresent(key, (k, span) -> span.last() <= upTo ? null : span));
    return before - keys.size();
  }

  /** Whether one more key would be too many. */
  boolean full(Map<String, String> key, int most) {
    return !beyondKeys() && !key.isEmpty() && keys.size() >= most && !keys.containsKey(key);
  }

  /** Whether something changed that no key stands for. */
  boolean beyondKeys() {
    return firstBeyond != NEVER;
  }

  /** The changed keys, and the offset of the last record of each. */
  Map<Map<String, String>, Long> latest() {
    Map<Map<String, String>, Long> latest = new HashMap<>();
    keys.forEach((key, span) -> latest.put(key, span.last()));
    return latest;
  }

  int size() {
    return keys.size();
  }

  /** The offset behind which changes are noted, which is not before the given one. */
  long from(long begunAt) {
    return Math.max(begunAt, comparedBefore);
  }

  /** Whether anything changed behind an offset, also what was compared since. */
  boolean changedBehind(long offset) {
    return lastChange > offset;
  }

  /** What changed. */
  ChangedRows rows() {
    return new ChangedRows(beyondKeys(), lastChange != NEVER, Set.copyOf(keys.keySet()));
  }

  /**
   * The offset up to which every change was compared.
   *
   * @param noted offset up to which changes were noted
   */
  long comparedUpTo(long noted) {
    return Math.min(
        Math.max(noted, comparedBefore), (beyondKeys() ? firstBeyond : firstOfKeys()) - 1);
  }
}
