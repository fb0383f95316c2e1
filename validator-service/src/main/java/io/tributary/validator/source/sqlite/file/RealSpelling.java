package io.tributary.validator.source.sqlite.file;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Spells REALs as the change topic does: the shortest decimal that reads back as the same. */
public final class RealSpelling {
  private static final int DIGITS_OF_EVERY_DOUBLE = 15;
  private static final int DIGITS_THAT_ALWAYS_SUFFICE = 17;
  private static final int SMALLEST_PLAIN_EXPONENT = -6;

  private RealSpelling() {}

  /** With a point, an exponent or as an infinity, so that it is not taken for an INTEGER. */
  public static String of(double value) {
    if (Double.isInfinite(value)) {
      return value < 0 ? "-Infinity" : "Infinity";
    }
    if (value == 0) {
      return Double.toString(value);
    }
    BigDecimal decimal = shortest(value).stripTrailingZeros();
    int exponent = decimal.precision() - 1 - decimal.scale();
    if (exponent < SMALLEST_PLAIN_EXPONENT || exponent > DIGITS_THAT_ALWAYS_SUFFICE) {
      return decimal.toString();
    }
    String plain = decimal.toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }

  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    // A subnormal has fewer digits than the others, so one may be enough.
    int from = Math.abs(value) < Double.MIN_NORMAL ? 1 : DIGITS_OF_EVERY_DOUBLE;
    for (int digits = from; digits < DIGITS_THAT_ALWAYS_SUFFICE; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_UP));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return exact.round(new MathContext(DIGITS_THAT_ALWAYS_SUFFICE, RoundingMode.HALF_UP));
  }
}
