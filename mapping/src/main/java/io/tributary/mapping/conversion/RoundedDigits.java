package io.tributary.mapping.conversion;

import io.tributary.common.conversion.DigitRounding;
import io.tributary.common.plan.words.EnumWord;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Numbers and times with the digits after the point that a target keeps. Pure and thread-safe. */
final class RoundedDigits {

  private static final int NANO_DIGITS = 9;

  /** Nanoseconds in the last digit, by the count of digits. */
  private static final long[] UNITS = {
    1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000
  };

  private RoundedDigits() {}

  /** The number with so many digits after the point; empty when that would lose some. */
  static Optional<BigDecimal> scaled(DigitRounding rounding, BigDecimal number, int scale) {
    return number.stripTrailingZeros().scale() > scale && rounding == DigitRounding.REJECT
        ? Optional.empty()
        : Optional.of(number.setScale(scale, mode(rounding)));
  }

  /** Nanoseconds with so many digits of a second; a whole second more may be what it takes. */
  static Optional<Long> nanos(DigitRounding rounding, long nanos, int digits) {
    boolean whole = nanos % UNITS[digits] == 0;
    return whole
        ? Optional.of(nanos)
        : scaled(rounding, BigDecimal.valueOf(nanos, NANO_DIGITS), digits)
            .map(seconds -> seconds.movePointRight(NANO_DIGITS).longValueExact());
  }

  /** The time with so many digits of the second's fraction; empty when that would lose some. */
  static Optional<LocalDateTime> time(DigitRounding rounding, LocalDateTime time, int digits) {
    // Of the minute, as the last digit of a whole second decides where a half goes.
    LocalDateTime minute = time.truncatedTo(ChronoUnit.MINUTES);
    return nanos(rounding, ChronoUnit.NANOS.between(minute, time), digits).map(minute::plusNanos);
  }

  /** What is lost, as a sentence with a blank before it; empty when nothing is. */
  static String loss(DigitRounding rounding, String type) {
    return switch (rounding) {
      case REJECT -> "";
      case HALF_EVEN -> " Digits beyond " + type + " are lost: they are rounded, half to even.";
      case TRUNCATE -> " Digits beyond " + type + " are lost: they are cut off.";
    };
  }

  /** What a message says that a user can do about a rejected value. */
  static String advice() {
    return "; round: " + EnumWord.word(DigitRounding.HALF_EVEN) + " or truncate takes such values";
  }

  private static RoundingMode mode(DigitRounding rounding) {
    return switch (rounding) {
      case REJECT -> RoundingMode.UNNECESSARY;
      case HALF_EVEN -> RoundingMode.HALF_EVEN;
      case TRUNCATE -> RoundingMode.DOWN;
    };
  }
}
