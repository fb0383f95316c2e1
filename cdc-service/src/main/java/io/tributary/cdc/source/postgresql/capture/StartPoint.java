package io.tributary.cdc.source.postgresql.capture;

/**
 * Where a stream begins whose rows do not come over the topic.
 *
 * @param position the WAL position at which its slot was made; {@link #PENDING} while it is to be
 *     made
 */
public record StartPoint(long position) {
  private static final long PENDING = -1;

  /** The slot is to be made, or made anew. */
  static StartPoint pending() {
    return new StartPoint(PENDING);
  }

  boolean made() {
    return position != PENDING;
  }
}
