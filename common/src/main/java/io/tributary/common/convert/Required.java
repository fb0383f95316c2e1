package io.tributary.common.convert;

/**
 * Rejects NULL and leaves everything else to another conversion. For parts of primary keys, which
 * may be NULL in SQLite.
 *
 * @param inner converts everything else
 */
public record Required(Conversion inner) implements Conversion {

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
  public Outcome convert(Stored value) {
    return value.equals(Stored.NULL)
        ? Outcome.rejected(Reason.NULL_KEY, value, "cannot be part of a primary key")
        : inner.convert(value);
  }
}
