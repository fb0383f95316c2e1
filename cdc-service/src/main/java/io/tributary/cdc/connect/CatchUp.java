package io.tributary.cdc.connect;

import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out at the end of a rehearsal whether a stream is close behind its source: whether it has
 * applied everything that the source's log held a moment ago. The gate goes by what was reported
 * before the order, and a large change may have come since; behind the fence applications would
 * wait for it. Used by one thread.
 */
public final class CatchUp {
  /** A source that cannot tell is looked at as a whole each time. */
  private static final long ASK_AGAIN_MILLIS = 1_000;

  private final Clock clock;
  private long askAgainAt;
  private @Nullable LogEnd awaited;
  private @Nullable String reached;

  /** No stream is waited for. */
  public CatchUp(Clock clock) {
    this.clock = clock;
  }

  private record LogEnd(String rehearsal, long position, long askedMillis) {}

  /**
   * Whether the stream has caught up in a rehearsal.
   *
   * @param rehearsal its id; null outside of one
   */
  public boolean reached(@Nullable String rehearsal) {
    return rehearsal != null && rehearsal.equals(reached);
  }

  /**
   * Looks whether the stream has come to the end of the log that was asked for last; asks for it
   * again where that was too long ago.
   *
   * @param rehearsal the id of the rehearsal
   * @param applied the position up to which everything is applied
   * @param most how long ago the log may have ended there
   * @param logEnd asks the source; empty where it cannot tell in the moment
   */
  public void look(String rehearsal, long applied, Duration most, Supplier<OptionalLong> logEnd) {
    LogEnd end = awaited;
    if (end == null || !end.rehearsal().equals(rehearsal)) {
      if (clock.millis() >= askAgainAt) {
        ask(rehearsal, logEnd);
      }
    } else if (applied >= end.position()) {
      awaited = null;
      if (clock.millis() - end.askedMillis() <= most.toMillis()) {
        reached = rehearsal;
      } else {
        ask(rehearsal, logEnd);
      }
    }
  }

  private void ask(String rehearsal, Supplier<OptionalLong> logEnd) {
    long now = clock.millis();
    OptionalLong position = logEnd.get();
    if (position.isPresent()) {
      awaited = new LogEnd(rehearsal, position.getAsLong(), now);
    } else {
      awaited = null;
      askAgainAt = now + ASK_AGAIN_MILLIS;
    }
  }
}
