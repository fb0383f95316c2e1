package io.tributary.mapping.conversion;

import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;
import io.tributary.mapping.text.NumberText;
import io.tributary.mapping.text.ShortestReal;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.DoubleFunction;

/**
 * Numbers of the target as SQLite stores them: of the class that stood there, if the column's
 * affinity lets it stay so and it holds the very number, and else of one that does. A text in a
 * numeric column would become a REAL of about 15 digits, and an INTEGER in a REAL column a double;
 * both are avoided. Pure and thread-safe. Source: "Datatypes In SQLite", section 3.
 */
final class NumberReturn {
  private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  private NumberReturn() {}

  /**
   * An exact number, such as of numeric or an integer type.
   *
   * @param decimal the number as which a REAL is read
   */
  static ReturnOutcome exact(
      String literal, StoredExample example, DoubleFunction<BigDecimal> decimal) {
    return NumberText.read(literal)
        .flatMap(number -> held(literal, number, example, decimal))
        .map(ReturnOutcome::stored)
        .orElseGet(
            () ->
                ReturnOutcome.refused(
                    QuarantineReason.INEXACT,
                    literal,
                    "is no number that SQLite keeps digit by digit in this column"));
  }

  private static Optional<SourceValue> held(
      String literal,
      BigDecimal number,
      StoredExample example,
      DoubleFunction<BigDecimal> decimal) {
    Optional<SourceValue> text = Optional.of(new SourceValue.Text(literal));
    Optional<SourceValue> whole = whole(number);
    Optional<SourceValue> real = real(number, decimal);
    return switch (example.affinity()) {
      case TEXT -> text;
      case REAL -> real;
      case INTEGER, NUMERIC -> whole.or(() -> real);
      case BLOB -> {
        if (example.asText()) {
          yield text;
        }
        yield (example.asReal() ? real.or(() -> whole) : whole.or(() -> real)).or(() -> text);
      }
    };
  }

  /** The number that SQLite makes of a text that is one, in a numeric column. */
  static SourceValue nearest(BigDecimal number, Affinity affinity) {
    Optional<SourceValue> whole = affinity == Affinity.REAL ? Optional.empty() : whole(number);
    return whole.orElseGet(() -> new SourceValue.Real(number.doubleValue()));
  }

  /**
   * A binary number; its class is REAL unless the column, or what it replaces, asks for another.
   */
  static ReturnOutcome binary(String literal, double value, StoredExample example) {
    if (Double.isNaN(value)) {
      return ReturnOutcome.refused(
          QuarantineReason.OUT_OF_RANGE, literal, "would become NULL, as SQLite stores no NaN");
    }
    if (!example.asText()) {
      boolean asWhole = example.asWhole() && Double.isFinite(value);
      Optional<SourceValue> whole = asWhole ? whole(new BigDecimal(value)) : Optional.empty();
      return ReturnOutcome.stored(whole.orElseGet(() -> new SourceValue.Real(value)));
    }
    return Double.isInfinite(value)
        ? ReturnOutcome.refused(
            QuarantineReason.OUT_OF_RANGE, literal, "has no text that would be read as a number")
        : ReturnOutcome.stored(ShortestReal.text(value));
  }

  private static Optional<SourceValue> whole(BigDecimal number) {
    boolean fits =
        number.compareTo(LEAST) >= 0
            && number.compareTo(MOST) <= 0
            && number.stripTrailingZeros().scale() <= 0;
    return fits ? Optional.of(new SourceValue.Whole(number.longValueExact())) : Optional.empty();
  }

  private static Optional<SourceValue> real(BigDecimal number, DoubleFunction<BigDecimal> decimal) {
    double value = number.doubleValue();
    return Double.isFinite(value) && decimal.apply(value).compareTo(number) == 0
        ? Optional.of(new SourceValue.Real(value))
        : Optional.empty();
  }
}
