package io.tributary.mapping.conversion;

import io.tributary.common.conversion.DigitRounding;
import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.text.NumberText;
import io.tributary.mapping.text.ShortestReal;
import java.math.BigDecimal;

/**
 * Exact decimal numbers. A REAL is taken as the shortest decimal that reads back as the same
 * double, so that 1.98 is 1.98; it is rounded to a scale only where that is declared.
 *
 * @param precision digits in all; 0 for no limit (then scale has no meaning)
 * @param scale digits after the point
 * @param rounding what becomes of further digits
 */
public record NumericConversion(int precision, int scale, DigitRounding rounding)
    implements Conversion {

  /** Numbers with too many digits are rejected. */
  public NumericConversion(int precision, int scale) {
    this(precision, scale, DigitRounding.REJECT);
  }

  @Override
  public String name() {
    return "numeric";
  }

  @Override
  public String targetType() {
    return precision == 0 ? "numeric" : "numeric(" + precision + "," + scale + ")";
  }

  @Override
  public ConversionFidelity fidelity() {
    String text = "Numbers become exact decimals; whether one was INTEGER, REAL or TEXT is lost.";
    return rounding == DigitRounding.REJECT || precision == 0
        ? ConversionFidelity.oneWay(text)
        : ConversionFidelity.lossy(text + RoundedDigits.loss(rounding, targetType()));
  }

  @Override
  public ConversionOutcome whole(long value) {
    return check(new SourceValue.Whole(value), BigDecimal.valueOf(value));
  }

  @Override
  public ConversionOutcome real(double value) {
    SourceValue stored = new SourceValue.Real(value);
    return Double.isInfinite(value)
        ? ConversionOutcome.rejected(QuarantineReason.OUT_OF_RANGE, stored, "is no decimal number")
        : check(stored, ShortestReal.decimal(value));
  }

  @Override
  public ConversionOutcome text(String value) {
    SourceValue stored = new SourceValue.Text(value);
    return NumberText.read(value)
        .map(number -> check(stored, number))
        .orElseGet(
            () ->
                ConversionOutcome.rejected(
                    QuarantineReason.NOT_A_NUMBER, stored, "is no decimal number"));
  }

  private ConversionOutcome check(SourceValue value, BigDecimal number) {
    BigDecimal bare = number.stripTrailingZeros();
    if (!NumberText.fits(bare)) {
      return ConversionOutcome.rejected(
          QuarantineReason.OUT_OF_RANGE, value, "is beyond the range of numeric");
    }
    if (precision == 0) {
      return ConversionOutcome.converted(number.toPlainString());
    }
    return RoundedDigits.scaled(rounding, bare, scale)
        .map(kept -> sized(value, kept))
        .orElseGet(
            () ->
                ConversionOutcome.rejected(
                    QuarantineReason.TOO_MANY_DIGITS,
                    value,
                    "has more digits after the point than "
                        + targetType()
                        + RoundedDigits.advice()));
  }

  private ConversionOutcome sized(SourceValue value, BigDecimal number) {
    boolean fits = number.signum() == 0 || number.precision() - number.scale() <= precision - scale;
    return fits
        ? ConversionOutcome.converted(number.toPlainString())
        : ConversionOutcome.rejected(
            QuarantineReason.OUT_OF_RANGE, value, "is beyond the range of " + targetType());
  }

  @Override
  public ReturnOutcome valueBack(String literal, StoredExample example) {
    return NumberReturn.exact(literal, example, ShortestReal::decimal);
  }
}
