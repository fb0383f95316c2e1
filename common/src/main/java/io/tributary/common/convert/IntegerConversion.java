package io.tributary.common.convert;

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
  public Fidelity fidelity() {
    return Fidelity.exact("Whole numbers stay as they are; 3.0 becomes 3.");
  }

  @Override
  public Outcome whole(long value) {
    return width.holds(value)
        ? Outcome.converted(Long.toString(value))
        : beyond(new Stored.Whole(value));
  }

  @Override
  public Outcome real(double value) {
    Stored stored = new Stored.Real(value);
    return Double.isInfinite(value)
        ? Outcome.rejected(Reason.OUT_OF_RANGE, stored, "is no whole number")
        : check(stored, new BigDecimal(value));
  }

  @Override
  public Outcome text(String value) {
    Stored stored = new Stored.Text(value);
    return NumberText.read(value)
        .filter(NumberText::fits)
        .map(number -> check(stored, number))
        .orElseGet(() -> Outcome.rejected(Reason.NOT_A_NUMBER, stored, "is no whole number"));
  }

  private Outcome check(Stored value, BigDecimal number) {
    if (number.stripTrailingZeros().scale() > 0) {
      return Outcome.rejected(Reason.TOO_MANY_DIGITS, value, "has digits after the point");
    }
    BigInteger whole = number.toBigInteger();
    return width.holds(whole) ? Outcome.converted(whole.toString()) : beyond(value);
  }

  private Outcome beyond(Stored value) {
    return Outcome.rejected(Reason.OUT_OF_RANGE, value, "is beyond the range of " + targetType());
  }
}
