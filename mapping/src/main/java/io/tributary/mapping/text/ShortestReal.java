package io.tributary.mapping.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The shortest decimal that reads back as the same double: what a person wrote (1.98), not what the
 * double holds (1.979999…). Double.toString of Java 17 is not always the shortest.
 */
public final class ShortestReal {
  private static final int ALWAYS_KEPT_DIGITS = 15;
  private static final int MOST_DIGITS = 17;

  private ShortestReal() {}

  /** As PostgreSQL reads it; infinities are {@code Infinity} and {@code -Infinity}. */
  public static String text(double value) {
    return Double.isInfinite(value) || Double.isNaN(value)
        ? Double.toString(value)
        : decimal(value).toString();
  }

  /** The decimal of a finite double, without trailing zeros after the point. */
  public static BigDecimal decimal(double value) {
    if (value == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal printed = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (printed.precision() <= ALWAYS_KEPT_DIGITS && Math.abs(value) >= Double.MIN_NORMAL) {
      // There is only one number of so few digits that reads back as this double.
      return unscaled(printed);
    }
    BigDecimal exact = new BigDecimal(value);
    // A subnormal keeps fewer than 15 digits, so that fewer may be enough.
    int digits = Math.abs(value) < Double.MIN_NORMAL ? 1 : ALWAYS_KEPT_DIGITS;
    BigDecimal rounded = round(exact, digits);
    while (rounded.doubleValue() != value && digits < MOST_DIGITS) {
      digits++;
      rounded = round(exact, digits);
    }
    return unscaled(rounded.stripTrailingZeros());
  }

  /** A whole number of usual size without an exponent. */
  private static BigDecimal unscaled(BigDecimal stripped) {
    return stripped.scale() < 0 && stripped.precision() - stripped.scale() <= MOST_DIGITS
        ? stripped.setScale(0)
        : stripped;
  }

  private static BigDecimal round(BigDecimal exact, int digits) {
    return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }
}
