package io.tributary.cdc.connect;

import java.time.Duration;
import java.time.Instant;

/**
 * When a failed task may be restarted next: at once the first time, then after waits that double up
 * to a limit. A task that stays up as long as its last wait starts over with short ones. A value.
 *
 * @param first the first wait
 * @param longest the limit
 * @param pause the wait after the latest restart, zero when there was none
 * @param notBefore the earliest moment of the next restart
 */
record RestartBackoff(Duration first, Duration longest, Duration pause, Instant notBefore) {

  static RestartBackoff fresh(Duration first, Duration longest) {
    return new RestartBackoff(first, longest, Duration.ZERO, Instant.MIN);
  }

  boolean due(Instant now) {
    return !now.isBefore(notBefore);
  }

  RestartBackoff restarted(Instant now) {
    Duration next = pause.isZero() ? first : pause.multipliedBy(2);
    Duration limited = next.compareTo(longest) > 0 ? longest : next;
    return new RestartBackoff(first, longest, limited, now.plus(limited));
  }

  /** The task was seen running. */
  RestartBackoff running(Instant now) {
    boolean proven = !pause.isZero() && !now.isBefore(notBefore.plus(pause));
    return proven ? fresh(first, longest) : this;
  }
}
