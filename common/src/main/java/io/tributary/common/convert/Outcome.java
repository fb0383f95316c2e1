package io.tributary.common.convert;

import java.util.function.Function;

/** What became of a value: a literal for PostgreSQL, or a reason why there is none. */
public sealed interface Outcome {

  /** The literal's SQL NULL. */
  Outcome NULL = new Converted(null);

  /** This outcome, or what follows from its literal when there is one that is not NULL. */
  Outcome then(Function<String, Outcome> next);

  /**
   * The value as a PostgreSQL text literal, unquoted.
   *
   * @param literal what the type's input function reads; null for SQL NULL
   */
  record Converted(String literal) implements Outcome {
    @Override
    public Outcome then(Function<String, Outcome> next) {
      return literal == null ? this : next.apply(literal);
    }
  }

  /**
   * The value cannot be converted without losing or inventing something.
   *
   * @param reason why, for machines
   * @param text why, for people, with the value's beginning
   */
  record Rejected(Reason reason, String text) implements Outcome {
    @Override
    public Outcome then(Function<String, Outcome> next) {
      return this;
    }
  }

  /** A literal. */
  static Outcome converted(String literal) {
    return new Converted(literal);
  }

  /** A rejection; the value is put before the text. */
  static Outcome rejected(Reason reason, Stored value, String text) {
    return new Rejected(reason, value.display() + " " + text);
  }

  /** A rejection of a text. */
  static Outcome rejected(Reason reason, String value, String text) {
    return rejected(reason, new Stored.Text(value), text);
  }
}
