package io.tributary.orchestrator.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The notifications that one address of one migration has not taken yet, oldest first: each is
 * tried until it is taken, at most once a minute, and none overtakes another. Thread-safe.
 */
final class PendingNotifications {
  private static final Duration FIRST_REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);
  private static final Duration GIVEN_UP_AFTER = Duration.ofHours(24);
  private static final int MOST = 1_000;

  private final Deque<NotableEvent> waiting = new ArrayDeque<>();
  private Duration rest = FIRST_REST;
  private Instant notBefore = Instant.MIN;
  private boolean calling;

  /** Adds one; how many were given up for it, because too many wait. */
  synchronized int add(NotableEvent event) {
    waiting.add(event);
    int given = 0;
    // The one that is in hand, if any, is the first.
    while (waiting.size() > MOST) {
      waiting.removeFirst();
      given++;
    }
    return given;
  }

  /** Takes the oldest into hand, unless one is, or it is not time for the next attempt. */
  synchronized Optional<NotableEvent> take(Instant now) {
    if (calling || waiting.isEmpty() || now.isBefore(notBefore)) {
      return Optional.empty();
    }
    calling = true;
    return Optional.of(waiting.getFirst());
  }

  /** The one in hand was taken by the receiver. */
  synchronized void delivered(NotableEvent event) {
    waiting.remove(event);
    calling = false;
    rest = FIRST_REST;
    notBefore = Instant.MIN;
  }

  /** The one in hand was not taken; whether it is given up for its age. */
  synchronized boolean failed(NotableEvent event, Instant now) {
    calling = false;
    notBefore = now.plus(rest);
    Duration twice = rest.multipliedBy(2);
    rest = twice.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : twice;
    return event.at().plus(GIVEN_UP_AFTER).isBefore(now) && waiting.remove(event);
  }

  /** How many wait. */
  synchronized int size() {
    return waiting.size();
  }
}
