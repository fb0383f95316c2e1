package io.tributary.mapping.conversion;

import io.tributary.common.conversion.EpochUnit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times that are stored as numbers counted from 1970. Pure and thread-safe. */
final class EpochTime {

  /** Nanoseconds in half of a microsecond, the last digit that PostgreSQL keeps. */
  private static final int HALF_OF_LAST_DIGIT = 500;

  private static final long FIRST_YEAR_SECONDS = -62_135_596_800L;
  private static final long LAST_SECONDS = 253_402_300_799L;

  private EpochTime() {}

  /** The time in UTC; empty when it is outside of the years 1 to 9999, or numbers are no times. */
  static Optional<LocalDateTime> of(EpochUnit unit, BigDecimal number) {
    BigDecimal seconds =
        switch (unit) {
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
    return Optional.of(LocalDateTime.ofEpochSecond(whole.longValue(), kept(nanos), ZoneOffset.UTC));
  }

  /**
   * Whole nanoseconds. Where they look as if nothing, or exactly half of a digit, followed the
   * digits that a target keeps, and something below a nanosecond does, one more is counted: so a
   * check sees that there is something, and rounding sees on which side of the half it is.
   */
  private static int kept(BigDecimal nanos) {
    int below = nanos.setScale(0, RoundingMode.FLOOR).intValue();
    boolean more = nanos.compareTo(BigDecimal.valueOf(below)) > 0;
    return more && below % HALF_OF_LAST_DIGIT == 0 ? below + 1 : below;
  }

  private static BigDecimal byDigits(BigDecimal number) {
    int digits = number.precision() - number.scale();
    if (digits <= 11) {
      return number;
    }
    return digits <= 14 ? number.movePointLeft(3) : number.movePointLeft(6);
  }
}
