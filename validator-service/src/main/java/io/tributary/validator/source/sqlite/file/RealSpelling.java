package io.tributary.validator.source.sqlite.file;

import io.tributary.mapping.text.ShortestReal;
import java.math.BigDecimal;

/** Spells REALs as the change topic does: the shortest decimal that reads back as the same. */
public final class RealSpelling {
  private static final int LARGEST_PLAIN_EXPONENT = 17;
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
    BigDecimal decimal = ShortestReal.decimal(value);
    int exponent = decimal.precision() - 1 - decimal.scale();
    if (exponent < SMALLEST_PLAIN_EXPONENT || exponent > LARGEST_PLAIN_EXPONENT) {
      return decimal.toString();
    }
    String plain = decimal.toPlainString();
    return plain.contains(".") ? plain : plain + ".0";
  }
}
