package io.tributary.files.sqlite;

import java.math.BigDecimal;
import java.math.MathContext;

/** The shortest decimal text that reads back as the same double. */
public final class RealText {
  private static final int SURE_DIGITS = 15;
  private static final int MOST_DIGITS = 17;

  /** Below this BigDecimal itself writes an exponent. */
  private static final int LEAST_PLAIN_EXPONENT = -6;

  private RealText() {}

  /**
   * Always with a point, an exponent, or as Infinity, so that it cannot be taken for an INTEGER.
   */
  public static String of(double real) {
    if (Double.isInfinite(real)) {
      return real > 0 ? "Infinity" : "-Infinity";
    }
    if (real == 0) {
      return 1 / real > 0 ? "0.0" : "-0.0";
    }
    BigDecimal exact = new BigDecimal(real);
    // Subnormal numbers have fewer digits than the fifteen that every other double keeps.
    int digits = Math.abs(real) < Double.MIN_NORMAL ? 1 : SURE_DIGITS;
    BigDecimal shortest = exact.round(new MathContext(digits));
    while (digits < MOST_DIGITS && shortest.doubleValue() != real) {
      digits++;
      shortest = exact.round(new MathContext(digits));
    }
    return text(shortest.stripTrailingZeros());
  }

  private static String text(BigDecimal number) {
    int exponent = number.precision() - number.scale() - 1;
    if (exponent < LEAST_PLAIN_EXPONENT || exponent > MOST_DIGITS) {
      return number.toString();
    }
    String plain = number.toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }
}
