package io.tributary.common.convert;

import java.math.BigDecimal;

/**
 * Exact decimal numbers. A REAL is taken as the shortest decimal that reads back as the same
 * double, so that 1.98 is 1.98; it is never rounded to a scale.
 *
 * @param precision digits in all; 0 for no limit (then scale has no meaning)
 * @param scale digits after the point
 */
public record NumericConversion(int precision, int scale) implements Conversion {

  @Override
  public String name() {
    return "numeric";
  }

  @Override
  public String targetType() {
    return precision == 0 ? "numeric" : "numeric(" + precision + "," + scale + ")";
  }

  @Override
  public Fidelity fidelity() {
    return Fidelity.oneWay(
        "Numbers become exact decimals; whether one was INTEGER, REAL or TEXT is lost.");
  }

  @Override
  public Outcome whole(long value) {
    return check(new Stored.Whole(value), BigDecimal.valueOf(value));
  }

  @Override
  public Outcome real(double value) {
    Stored stored = new Stored.Real(value);
    return Double.isInfinite(value)
        ? Outcome.rejected(Reason.OUT_OF_RANGE, stored, "is no decimal number")
        : check(stored, ShortestReal.decimal(value));
  }

  @Override
  public Outcome text(String value) {
    Stored stored = new Stored.Text(value);
    return NumberText.read(value)
        .map(number -> check(stored, number))
        .orElseGet(() -> Outcome.rejected(Reason.NOT_A_NUMBER, stored, "is no decimal number"));
  }

  private Outcome check(Stored value, BigDecimal number) {
    BigDecimal bare = number.stripTrailingZeros();
    if (!NumberText.fits(bare)) {
      return Outcome.rejected(Reason.OUT_OF_RANGE, value, "is beyond the range of numeric");
    }
    if (precision > 0 && bare.scale() > scale) {
      return Outcome.rejected(
          Reason.TOO_MANY_DIGITS, value, "has more digits after the point than " + targetType());
    }
    if (precision > 0
        && bare.signum() != 0
        && bare.precision() - bare.scale() > precision - scale) {
      return Outcome.rejected(Reason.OUT_OF_RANGE, value, "is beyond the range of " + targetType());
    }
    return Outcome.converted((precision > 0 ? bare.setScale(scale) : number).toPlainString());
  }
}
