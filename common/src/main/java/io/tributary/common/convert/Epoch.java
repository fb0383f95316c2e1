package io.tributary.common.convert;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Which numbers are times, counted from 1970 in UTC. */
public enum Epoch {
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
  BY_DIGITS;

  private static final long FIRST_YEAR_SECONDS = -62_135_596_800L;
  private static final long LAST_SECONDS = 253_402_300_799L;

  /** The time in UTC; empty when it is outside of the years 1 to 9999, or numbers are no times. */
  Optional<LocalDateTime> time(BigDecimal number) {
    BigDecimal seconds =
        switch (this) {
          case NONE -> null;
          case SECONDS -> number;
          case MILLIS -> number.movePointLeft(3);
          case MICROS -> number.movePointLeft(6);
          case BY_DIGITS -> byDigits(number);
        };
    if (seconds == null
        || seconds.compareTo(BigDecimal.valueOf(FIRST_YEAR_SECONDS)) < 0
        || seconds.compareTo(BigDecimal.valueOf(LAST_SECONDS + 1)) >= 0) {
      return Optional.empty();
    }
    BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
    BigDecimal nanos = seconds.subtract(whole).movePointRight(9);
    // Below a nanosecond one more is counted, so that the check of digits sees that there are some.
    int kept = Math.min(nanos.setScale(0, RoundingMode.UP).intValue(), 999_999_999);
    return Optional.of(LocalDateTime.ofEpochSecond(whole.longValue(), kept, ZoneOffset.UTC));
  }

  private static BigDecimal byDigits(BigDecimal number) {
    int digits = number.precision() - number.scale();
    if (digits <= 11) {
      return number;
    }
    return digits <= 14 ? number.movePointLeft(3) : number.movePointLeft(6);
  }
}
