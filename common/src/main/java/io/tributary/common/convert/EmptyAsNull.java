package io.tributary.common.convert;

/**
 * Takes an empty text as NULL and leaves everything else to another conversion. For columns in
 * which an application writes '' for "nothing"; never applied unless asked for.
 *
 * @param inner converts everything else
 */
public record EmptyAsNull(Conversion inner) implements Conversion {

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
    return Fidelity.lossy("'' and NULL become the same. " + inner.fidelity().text());
  }

  @Override
  public Outcome convert(Stored value) {
    return value.equals(new Stored.Text("")) ? Outcome.NULL : inner.convert(value);
  }
}
