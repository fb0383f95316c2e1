package io.tributary.common.convert;

import java.math.BigDecimal;

/**
 * Binary floating point numbers that must not change.
 *
 * @param single whether the target is {@code real} (32 bits) and not {@code double precision}
 */
public record RealConversion(boolean single) implements Conversion {

  @Override
  public String name() {
    return "real";
  }

  @Override
  public String targetType() {
    return single ? "real" : "double precision";
  }

  @Override
  public Fidelity fidelity() {
    return Fidelity.oneWay(
        "Numbers keep their value; whether one was INTEGER, REAL or TEXT is lost.");
  }

  @Override
  public Outcome whole(long value) {
    Stored stored = new Stored.Whole(value);
    return new BigDecimal((double) value).compareTo(BigDecimal.valueOf(value)) == 0
        ? check(stored, value)
        : changes(stored);
  }

  @Override
  public Outcome real(double value) {
    return check(new Stored.Real(value), value);
  }

  @Override
  public Outcome text(String value) {
    Stored stored = new Stored.Text(value);
    return NumberText.read(value)
        .map(number -> decimal(stored, number))
        .orElseGet(() -> Outcome.rejected(Reason.NOT_A_NUMBER, stored, "is no number"));
  }

  private Outcome decimal(Stored stored, BigDecimal number) {
    double value = number.doubleValue();
    if (Double.isInfinite(value)) {
      return Outcome.rejected(
          Reason.OUT_OF_RANGE, stored, "is beyond the range of " + targetType());
    }
    return ShortestReal.decimal(value).compareTo(number) == 0
        ? check(stored, value)
        : changes(stored);
  }

  private Outcome check(Stored stored, double value) {
    return single && (float) value != value
        ? changes(stored)
        : Outcome.converted(ShortestReal.text(value));
  }

  private Outcome changes(Stored stored) {
    return Outcome.rejected(
        Reason.INEXACT, stored, "cannot be held by " + targetType() + " unchanged");
  }
}
