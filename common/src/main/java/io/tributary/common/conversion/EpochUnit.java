package io.tributary.common.conversion;

/** Which numbers are times, counted from 1970 in UTC. */
public enum EpochUnit {
  /** No number is a time. */
  NONE,
  /** Seconds, also with a fraction. */
  SECONDS,
  /** Milliseconds. */
  MILLIS,
  /** Microseconds. */
  MICROS,
  /**
   * By the count of digits before the point: up to 11 are seconds (until the year 5138), up to 14
   * milliseconds, up to 17 microseconds. For columns that mix them; a choice, not knowledge.
   */
  BY_DIGITS
}
