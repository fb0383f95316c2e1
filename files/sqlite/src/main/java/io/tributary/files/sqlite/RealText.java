package io.tributary.files.sqlite;

import io.tributary.mapping.text.ShortestReal;
import java.math.BigDecimal;

/** The shortest decimal text that reads back as the same double. */
public final class RealText {
  private static final int LARGEST_PLAIN_EXPONENT = 17;

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
    return text(ShortestReal.decimal(real));
  }

  private static String text(BigDecimal number) {
    int exponent = number.precision() - number.scale() - 1;
    if (exponent < LEAST_PLAIN_EXPONENT || exponent > LARGEST_PLAIN_EXPONENT) {
      return number.toString();
    }
    String plain = number.toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }
}
