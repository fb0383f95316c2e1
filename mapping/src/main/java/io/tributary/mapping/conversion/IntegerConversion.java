package io.tributary.mapping.conversion;

import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.text.NumberText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;

/**
 * Whole numbers with a check of the target's range.
 *
 * @param width the target's type
 */
public record IntegerConversion(Width width) implements Conversion {

  /** PostgreSQL's integer types. */
  public enum Width {
    /** 16 bits. */
    SMALLINT,
    /** 32 bits. */
    INTEGER,
    /** 64 bits, as SQLite's own. */
    BIGINT;

    private int bits() {
      return switch (this) {
        case SMALLINT -> 16;
        case INTEGER -> 32;
        case BIGINT -> 64;
      };
    }

    private boolean holds(long value) {
      long left = value >> (bits() - 1);
      return left == 0 || left == -1;
    }

    private boolean holds(BigInteger value) {
      return value.bitLength() < bits();
    }
  }

  @Override
  public String name() {
    return "integer";
  }

  @Override
  public String targetType() {
    return width.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public ConversionFidelity fidelity() {
    return ConversionFidelity.exact("Whole numbers stay as they are; 3.0 becomes 3.");
  }

  @Override
  public ConversionOutcome whole(long value) {
    return width.holds(value)
        ? ConversionOutcome.converted(Long.toString(value))
        : beyond(new SourceValue.Whole(value));
  }

  @Override
  public ConversionOutcome real(double value) {
    SourceValue stored = new SourceValue.Real(value);
    return Double.isInfinite(value)
        ? ConversionOutcome.rejected(QuarantineReason.OUT_OF_RANGE, stored, "is no whole number")
        : check(stored, new BigDecimal(value));
  }

  @Override
  public ConversionOutcome text(String value) {
    SourceValue stored = new SourceValue.Text(value);
    return NumberText.read(value)
        .filter(NumberText::fits)
        .map(number -> check(stored, number))
        .orElseGet(
            () ->
                ConversionOutcome.rejected(
                    QuarantineReason.NOT_A_NUMBER, stored, "is no whole number"));
  }

  private ConversionOutcome check(SourceValue value, BigDecimal number) {
    if (number.stripTrailingZeros().scale() > 0) {
      return ConversionOutcome.rejected(
          QuarantineReason.TOO_MANY_DIGITS, value, "has digits after the point");
    }
    BigInteger whole = number.toBigInteger();
    return width.holds(whole) ? ConversionOutcome.converted(whole.toString()) : beyond(value);
  }

  private ConversionOutcome beyond(SourceValue value) {
    return ConversionOutcome.rejected(
        QuarantineReason.OUT_OF_RANGE, value, "is beyond the range of " + targetType());
  }

  @Override
  public ReturnOutcome valueBack(String literal, StoredExample example) {
    return NumberReturn.exact(literal, example, BigDecimal::new);
  }
}
