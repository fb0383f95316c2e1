package io.tributary.mapping.conversion;

import io.tributary.mapping.quarantine.QuarantineReason;
import org.jspecify.annotations.Nullable;

/**
 * A conversion of values that SQLite stores into literals that PostgreSQL reads, and back. It has a
 * method for each storage class, which rejects the value unless it is overridden. Implementations
 * are pure, thread-safe and never throw.
 */
public interface Conversion {

  /** The name by which a migration file asks for it. */
  String name();

  /** The PostgreSQL type of its literals, as DDL spells it. */
  String targetType();

  /** What it does to values. */
  ConversionFidelity fidelity();

  /** What converts values that are there: the conversion without a rule about NULL around it. */
  default Conversion bare() {
    return this;
  }

  /** Converts a value. */
  default ConversionOutcome convert(SourceValue value) {
    return value.into(this);
  }

  /** NULL stays NULL unless a conversion says otherwise. */
  default ConversionOutcome nothing() {
    return ConversionOutcome.NULL;
  }

  /** An INTEGER. */
  default ConversionOutcome whole(long value) {
    return wrongClass(new SourceValue.Whole(value));
  }

  /** A REAL. */
  default ConversionOutcome real(double value) {
    return wrongClass(new SourceValue.Real(value));
  }

  /** A TEXT. */
  default ConversionOutcome text(String value) {
    return wrongClass(new SourceValue.Text(value));
  }

  /** A BLOB, or TEXT that is not UTF-8. */
  default ConversionOutcome bytes(byte[] value) {
    return wrongClass(new SourceValue.Bytes(value));
  }

  /**
   * What a value of the target is stored as when it is taken back: the way of {@link #convert}
   * backwards. What is stored is converted into the same value again, or the value is refused.
   *
   * @param literal the value as PostgreSQL prints it under {@code ValueSettings}; null for NULL
   * @param example the value that it replaces, whose class and spelling it follows
   */
  default ReturnOutcome back(@Nullable String literal, StoredExample example) {
    return literal == null ? nothingBack(example) : valueBack(literal, example);
  }

  /**
   * Whether a stored value already is a value of the target, so that it stays as it is spelled.
   *
   * @param printed the value as PostgreSQL prints it under {@code ValueSettings}; null for NULL
   */
  default boolean says(SourceValue stored, @Nullable String printed) {
    if (!(convert(stored) instanceof ConversionOutcome.Converted made)) {
      return false;
    }
    String literal = made.literal();
    return literal == null || printed == null
        ? literal == null && printed == null
        : literal.equals(printed) || form(literal).equals(form(printed));
  }

  /**
   * What all literals of one value have in common, those of this conversion and the one that
   * PostgreSQL prints: the literal itself, where both spell alike.
   */
  default String form(String literal) {
    return literal;
  }

  /** NULL is stored as NULL unless a conversion says otherwise. */
  default ReturnOutcome nothingBack(StoredExample example) {
    return ReturnOutcome.NULL;
  }

  /** The same for a literal that is not NULL. */
  ReturnOutcome valueBack(String literal, StoredExample example);

  private ConversionOutcome wrongClass(SourceValue value) {
    return ConversionOutcome.rejected(
        QuarantineReason.WRONG_STORAGE_CLASS,
        value,
        "is of a storage class that " + name() + " does not take");
  }
}
