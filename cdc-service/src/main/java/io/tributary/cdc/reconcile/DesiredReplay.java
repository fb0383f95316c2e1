package io.tributary.cdc.reconcile;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps back what a topic held already when its reading began, until its end is reached: then only
 * the latest of each key counts. Without it an instance that starts would carry out orders that
 * were superseded long ago, and raise a fence of a cutover that is over. Not thread-safe.
 */
final class DesiredReplay {
  private final Map<String, byte[]> latest = new LinkedHashMap<>();
  private long end;

  /**
   * Reading begins anew.
   *
   * @param end the offset behind the last record that is there now
   */
  void begin(long end) {
    this.end = end;
    latest.clear();
  }

  /** Takes the next record; the value is null where the key was deleted. */
  void note(long offset, String key, byte @Nullable [] value) {
    latest.remove(key);
    latest.put(key, value);
    if (offset + 1 >= end) {
      end = 0;
    }
  }

  /** Whether older records may still be followed by younger ones that were there already. */
  boolean running() {
    return end > 0;
  }

  /** What to act on now, in the order of the topic, each once. Nothing is kept back any more. */
  Map<String, byte[]> release() {
    Map<String, byte[]> released = new LinkedHashMap<>(latest);
    begin(0);
    return released;
  }
}
