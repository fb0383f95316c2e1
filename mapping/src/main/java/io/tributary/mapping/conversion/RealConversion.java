package io.tributary.mapping.conversion;

import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.text.NumberText;
import io.tributary.mapping.text.ShortestReal;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/**
 * Binary floating point numbers that must not change.
 *
 * @param single whether the target is {@code real} (32 bits) and not {@code double precision}
 */
public record RealConversion(boolean single) implements Conversion {
  private static final Set<String> NOT_FINITE = Set.of("Infinity", "-Infinity", "NaN");

  @Override
  public String name() {
    return "real";
  }

  @Override
  public String targetType() {
    return single ? "real" : "double precision";
  }

  @Override
  public ConversionFidelity fidelity() {
    return ConversionFidelity.oneWay(
        "Numbers keep their value; whether one was INTEGER, REAL or TEXT is lost.");
  }

  @Override
  public ConversionOutcome whole(long value) {
    SourceValue stored = new SourceValue.Whole(value);
    return new BigDecimal((double) value).compareTo(BigDecimal.valueOf(value)) == 0
        ? check(stored, value)
        : changes(stored);
  }

  @Override
  public ConversionOutcome real(double value) {
    return check(new SourceValue.Real(value), value);
  }

  @Override
  public ConversionOutcome text(String value) {
    SourceValue stored = new SourceValue.Text(value);
    return NumberText.read(value)
        .map(number -> decimal(stored, number))
        .orElseGet(
            () ->
                ConversionOutcome.rejected(QuarantineReason.NOT_A_NUMBER, stored, "is no number"));
  }

  private ConversionOutcome decimal(SourceValue stored, BigDecimal number) {
    double value = number.doubleValue();
    if (Double.isInfinite(value)) {
      return ConversionOutcome.rejected(
          QuarantineReason.OUT_OF_RANGE, stored, "is beyond the range of " + targetType());
    }
    return ShortestReal.decimal(value).compareTo(number) == 0
        ? check(stored, value)
        : changes(stored);
  }

  private ConversionOutcome check(SourceValue stored, double value) {
    return single && (float) value != value
        ? changes(stored)
        : ConversionOutcome.converted(ShortestReal.text(value));
  }

  private ConversionOutcome changes(SourceValue stored) {
    return ConversionOutcome.rejected(
        QuarantineReason.INEXACT, stored, "cannot be held by " + targetType() + " unchanged");
  }

  @Override
  public String form(String literal) {
    return printed(literal).map(ShortestReal::text).orElse(literal);
  }

  @Override
  public ReturnOutcome valueBack(String literal, StoredExample example) {
    return printed(literal)
        .map(value -> NumberReturn.binary(literal, value, example))
        .orElseGet(
            () ->
                ReturnOutcome.refused(
                    QuarantineReason.NOT_A_NUMBER,
                    literal,
                    "is no number as PostgreSQL prints it"));
  }

  private Optional<Double> printed(String text) {
    boolean number = NOT_FINITE.contains(text) || NumberText.read(text).isPresent();
    return number
        ? Optional.of(single ? (double) Float.parseFloat(text) : Double.parseDouble(text))
        : Optional.empty();
  }
}
