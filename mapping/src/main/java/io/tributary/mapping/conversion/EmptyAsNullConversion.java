package io.tributary.mapping.conversion;

/**
 * A conversion that takes an empty text as NULL: for columns in which an application writes '' for
 * "nothing", and only where a rule asks for it.
 *
 * @param inner converts everything else
 */
public record EmptyAsNullConversion(Conversion inner) implements Conversion {

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
    return ConversionFidelity.lossy("'' and NULL become the same. " + inner.fidelity().text());
  }

  @Override
  public ConversionOutcome convert(SourceValue value) {
    return value.equals(new SourceValue.Text("")) ? ConversionOutcome.NULL : inner.convert(value);
  }

  /** An empty text is how the application writes nothing, unless it has written NULL here. */
  @Override
  public ReturnOutcome nothingBack(StoredExample example) {
    boolean keepsNull = example.before().equals(SourceValue.NULL) && !example.asText();
    return keepsNull ? ReturnOutcome.NULL : ReturnOutcome.stored("");
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
