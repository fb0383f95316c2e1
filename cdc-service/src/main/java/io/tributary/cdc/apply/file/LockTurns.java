package io.tributary.cdc.apply.file;

import java.time.Duration;

/**
 * When the exclusive lock of a file is to be left to others for a while. Who waits for it by
 * SQLite's busy timeout looks only now and then, so a lock that is taken again at once is one that
 * nobody else gets, however long they are ready to wait. Times are nanoseconds of one clock.
 * Immutable.
 *
 * @param limits how long it may be held
 * @param held for how long transactions have held it since others had their turn
 * @param freeSince when it was let go last
 */
record LockTurns(Limits limits, long held, long freeSince) {
  /**
   * SQLite's busy handler sleeps 100 ms at most between two looks: a longer gap is met by everybody
   * who waits. On a machine that is so busy that a transaction takes seconds, who sleeps is woken
   * late as well, so the gap grows with the time for which the lock was held.
   */
  private static final Limits USUAL =
      new Limits(Duration.ofMillis(500), Duration.ofMillis(150), Duration.ofSeconds(1));

  /**
   * How the lock is shared.
   *
   * @param held after which others get their turn
   * @param rest their turn behind that time; longer in proportion where it was held for longer
   * @param longestRest their turn at most
   */
  record Limits(Duration held, Duration rest, Duration longestRest) {
    /** The turn of others, in nanoseconds, when it was held for so many. */
    private long restAfter(long nanos) {
      double share = (double) rest.toNanos() / held.toNanos();
      return Math.max(rest.toNanos(), Math.min(longestRest.toNanos(), Math.round(share * nanos)));
    }
  }

  /** A lock that was not taken yet. */
  static LockTurns untaken() {
    return new LockTurns(USUAL, 0, 0);
  }

  /** For how long it is to stay free still at a moment; 0 where it may be taken. */
  long rest(long now) {
    boolean due = held >= limits.held().toNanos();
    return due ? Math.max(0, limits.restAfter(held) - (now - freeSince)) : 0;
  }

  /** Others had their turn, or get none. */
  LockTurns rested() {
    return new LockTurns(limits, 0, freeSince);
  }

  /** The lock was held between these moments. */
  LockTurns held(long taken, long released) {
    boolean othersBefore = taken - freeSince >= limits.restAfter(held);
    return new LockTurns(limits, (othersBefore ? 0 : held) + released - taken, released);
  }
}
