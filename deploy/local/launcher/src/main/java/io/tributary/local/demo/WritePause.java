package io.tributary.local.demo;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * How long a writer could not write: last accepted at the source to first accepted at the target.
 */
final class WritePause {
  private long lastAtSource = Long.MIN_VALUE;
  private long firstAtTarget = Long.MIN_VALUE;

  /** A write was acknowledged at this reading of the nanosecond clock. */
  synchronized void accepted(Side side, long nanos) {
    if (side == Side.SOURCE) {
      lastAtSource = nanos;
    } else if (firstAtTarget == Long.MIN_VALUE) {
      firstAtTarget = nanos;
    }
  }

  /** Milliseconds, rounded up; empty before both sides accepted a write. */
  synchronized OptionalLong millis() {
    if (lastAtSource == Long.MIN_VALUE || firstAtTarget == Long.MIN_VALUE) {
      return OptionalLong.empty();
    }
    long nanos = firstAtTarget - lastAtSource + TimeUnit.MILLISECONDS.toNanos(1) - 1;
    return OptionalLong.of(TimeUnit.NANOSECONDS.toMillis(nanos));
  }
}
