package io.tributary.orchestrator.state;

import java.time.Duration;
import java.time.Instant;

/**
 * How often the switch actions were tried.
 *
 * @param number 1 for the first try
 * @param retryAt when to try again, null while a try runs
 */
public record SwitchTry(int number, Instant retryAt) {
  private static final int MOST_DOUBLINGS = 6;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  static SwitchTry first() {
    return new SwitchTry(1, null);
  }

  boolean running() {
    return retryAt == null;
  }

  SwitchTry failed(Instant now) {
    Duration delay = Duration.ofSeconds(1L << Math.min(number - 1, MOST_DOUBLINGS));
    return new SwitchTry(number, now.plus(delay.compareTo(LONGEST) > 0 ? LONGEST : delay));
  }

  SwitchTry again() {
    return new SwitchTry(number + 1, null);
  }
}
