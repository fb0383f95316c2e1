package io.tributary.mapping.text;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The shortest decimal that reads back as the same double: what a person wrote (1.98), not what the
 * double holds (1.979999…). Double.toString of Java 17 is not always the shortest; Jackson's is.
 */
public final class ShortestReal {
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
    BigDecimal printed = new BigDecimal(NumberOutput.toString(value, true)).stripTrailingZeros();
    return unscaled(printed.precision() == 2 ? shortened(printed, value) : printed);
  }

  /** One digit where it is enough: the smallest double is printed as 4.9E-324. */
  private static BigDecimal shortened(BigDecimal twoDigits, double value) {
    BigDecimal one = twoDigits.round(new MathContext(1)).stripTrailingZeros();
    return one.doubleValue() == value ? one : twoDigits;
  }

  /** A whole number of usual size without an exponent. */
  private static BigDecimal unscaled(BigDecimal stripped) {
    return stripped.scale() < 0 && stripped.precision() - stripped.scale() <= MOST_DIGITS
        ? stripped.setScale(0)
        : stripped;
  }
}
