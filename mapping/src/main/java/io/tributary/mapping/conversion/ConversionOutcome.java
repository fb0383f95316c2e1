package io.tributary.mapping.conversion;

import io.tributary.mapping.quarantine.QuarantineReason;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The result of converting one value: a literal for PostgreSQL, or a reason why there is none. */
public sealed interface ConversionOutcome {

  /** The literal's SQL NULL. */
  ConversionOutcome NULL = new Converted(null);

  /** This outcome, or what follows from its literal when there is one that is not NULL. */
  ConversionOutcome then(Function<String, ConversionOutcome> next);

  /**
   * The value as a PostgreSQL text literal, unquoted.
   *
   * @param literal what the type's input function reads; null for SQL NULL
   */
  record Converted(@Nullable String literal) implements ConversionOutcome {
    @Override
    public ConversionOutcome then(Function<String, ConversionOutcome> next) {
      return literal == null ? this : next.apply(literal);
    }
  }

  /**
   * The value cannot be converted without losing or inventing something.
   *
   * @param reason why, for machines
   * @param text why, for people, with the value's beginning
   */
  record Rejected(QuarantineReason reason, String text) implements ConversionOutcome {
    @Override
    public ConversionOutcome then(Function<String, ConversionOutcome> next) {
      return this;
    }
  }

  /** A literal. */
  static ConversionOutcome converted(String literal) {
    return new Converted(literal);
  }

  /** A rejection; the value is put before the text. */
  static ConversionOutcome rejected(QuarantineReason reason, SourceValue value, String text) {
    return new Rejected(reason, value.display() + " " + text);
  }

  /** A rejection of a text. */
  static ConversionOutcome rejected(QuarantineReason reason, String value, String text) {
    return rejected(reason, new SourceValue.Text(value), text);
  }
}
