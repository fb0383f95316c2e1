package io.tributary.mapping.conversion;

import io.tributary.mapping.quarantine.QuarantineReason;

/**
 * A conversion with its NULLs rejected: for parts of primary keys, which may be NULL in SQLite, and
 * for columns that are NOT NULL in the target alone.
 *
 * @param inner converts everything else
 * @param key whether it is part of a primary key
 */
public record NotNullConversion(Conversion inner, boolean key) implements Conversion {

  /** For a part of a key; the conversion itself when nothing becomes NULL by it. */
  public static Conversion key(Conversion inner) {
    return inner.nothing() instanceof ConversionOutcome.Rejected
        ? inner
        : new NotNullConversion(inner, true);
  }

  /** For a column that is NOT NULL; the conversion itself when nothing becomes NULL by it. */
  public static Conversion value(Conversion inner) {
    return inner.nothing() instanceof ConversionOutcome.Rejected
        ? inner
        : new NotNullConversion(inner, false);
  }

  @Override
  public Conversion bare() {
    return inner.bare();
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public String targetType() {
    return inner.targetType();
  }

  @Override
  public ConversionFidelity fidelity() {
    return inner.fidelity();
  }

  @Override
  public ConversionOutcome nothing() {
    return convert(SourceValue.NULL);
  }

  @Override
  public ConversionOutcome convert(SourceValue value) {
    ConversionOutcome outcome = inner.convert(value);
    return outcome.equals(ConversionOutcome.NULL) ? rejected(value) : outcome;
  }

  private ConversionOutcome rejected(SourceValue value) {
    return key
        ? ConversionOutcome.rejected(
            QuarantineReason.NULL_KEY, value, "cannot be part of a primary key")
        : ConversionOutcome.rejected(
            QuarantineReason.NULL_VALUE, value, "is nothing where the target needs a value");
  }

  @Override
  public ReturnOutcome nothingBack(StoredExample example) {
    return inner.nothingBack(example);
  }

  @Override
  public String form(String literal) {
    return inner.form(literal);
  }

  @Override
  public ReturnOutcome valueBack(String literal, StoredExample example) {
    return inner.valueBack(literal, example);
  }
}
