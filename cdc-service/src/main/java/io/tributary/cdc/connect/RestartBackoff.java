package io.tributary.cdc.connect;

import io.tributary.cdc.retry.RetryDelay;
import java.time.Duration;
import java.time.Instant;

/**
 * When a failed task may be restarted next: at once the first time, then after waits that double up
 * to a limit. A task that stays up as long as its last wait starts over with short ones. A value.
 *
 * @param delay the wait after the latest restart
 * @param notBefore the earliest moment of the next restart
 */
record RestartBackoff(RetryDelay delay, Instant notBefore) {

  static RestartBackoff fresh(Duration first, Duration longest) {
    return new RestartBackoff(RetryDelay.between(first, longest), Instant.MIN);
  }

  /** The wait after the latest restart, zero when there was none. */
  Duration pause() {
    return delay.full();
  }

  boolean due(Instant now) {
    return !now.isBefore(notBefore);
  }

  RestartBackoff restarted(Instant now) {
    RetryDelay next = delay.next();
    return new RestartBackoff(next, now.plus(next.full()));
  }

  /** The task was seen running. */
  RestartBackoff running(Instant now) {
    boolean proven = !pause().isZero() && !now.isBefore(notBefore.plus(pause()));
    return proven ? new RestartBackoff(delay.reset(), Instant.MIN) : this;
  }
}
