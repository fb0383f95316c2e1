package io.tributary.common.convert;

/**
 * Rejects what becomes NULL and leaves everything else to another conversion. For parts of primary
 * keys, which may be NULL in SQLite, and for columns that are NOT NULL in the target alone.
 *
 * @param inner converts everything else
 * @param key whether it is part of a primary key
 */
public record Required(Conversion inner, boolean key) implements Conversion {

  /** For a part of a key; the conversion itself when nothing becomes NULL by it. */
  public static Conversion key(Conversion inner) {
    return inner.nothing() instanceof Outcome.Rejected ? inner : new Required(inner, true);
  }

  /** For a column that is NOT NULL; the conversion itself when nothing becomes NULL by it. */
  public static Conversion value(Conversion inner) {
    return inner.nothing() instanceof Outcome.Rejected ? inner : new Required(inner, false);
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
  public Fidelity fidelity() {
    return inner.fidelity();
  }

  @Override
  public Outcome nothing() {
    return convert(Stored.NULL);
  }

  @Override
  public Outcome convert(Stored value) {
    Outcome outcome = inner.convert(value);
    return outcome.equals(Outcome.NULL) ? rejected(value) : outcome;
  }

  private Outcome rejected(Stored value) {
    return key
        ? Outcome.rejected(Reason.NULL_KEY, value, "cannot be part of a primary key")
        : Outcome.rejected(Reason.NULL_VALUE, value, "is nothing where the target needs a value");
  }
}
