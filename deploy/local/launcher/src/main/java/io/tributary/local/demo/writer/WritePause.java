package io.tributary.local.demo.writer;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * How long a writer could not write: last accepted at the source to first accepted at the target.
 */
public final class WritePause {
  private long lastAtSource = Long.MIN_VALUE;
  private long firstAtTarget = Long.MIN_VALUE;

  /** A write was acknowledged at this reading of the nanosecond clock. */
  synchronized void accepted(WriteSide side, long nanos) {
    if (side == WriteSide.SOURCE) {
      lastAtSource = nanos;
    } else if (firstAtTarget == Long.MIN_VALUE) {
      firstAtTarget = nanos;
    }
  }

  /** Milliseconds, rounded up; empty before both sides accepted a write. */
  public synchronized OptionalLong millis() {
    if (lastAtSource == Long.MIN_VALUE || firstAtTarget == Long.MIN_VALUE) {
      return OptionalLong.empty();
    }
    long nanos = firstAtTarget - lastAtSource + TimeUnit.MILLISECONDS.toNanos(1) - 1;
    return OptionalLong.of(TimeUnit.NANOSECONDS.toMillis(nanos));
  }
}
