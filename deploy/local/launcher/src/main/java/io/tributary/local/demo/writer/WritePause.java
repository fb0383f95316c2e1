package io.tributary.local.demo.writer;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a writer could not write at each change of sides: last accepted at the one side to first
 * accepted at the other. Thread-safe.
 */
public final class WritePause {
  private final List<Long> changes = new ArrayList<>();
  private @Nullable WriteSide side;
  private long last;

  /** A write was acknowledged at this reading of the nanosecond clock. */
  synchronized void accepted(WriteSide by, long nanos) {
    if (side != null && side != by) {
      changes.add(nanos - last);
    }
    side = by;
    last = nanos;
  }

  /**
   * Milliseconds, rounded up; empty before the other side accepted a write.
   *
   * @param change which one, 0 for the first
   */
  public synchronized OptionalLong millis(int change) {
    return change < changes.size()
        ? OptionalLong.of(millis(changes.get(change)))
        : OptionalLong.empty();
  }

  /** The same of the longest, 0 before the first. */
  public synchronized long longestMillis() {
    return changes.stream().mapToLong(WritePause::millis).max().orElse(0);
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos + TimeUnit.MILLISECONDS.toNanos(1) - 1);
  }
}
