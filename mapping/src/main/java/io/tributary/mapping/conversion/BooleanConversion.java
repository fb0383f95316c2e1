package io.tributary.mapping.conversion;

import io.tributary.mapping.quarantine.QuarantineReason;
import java.util.Locale;
import java.util.Set;

/**
 * Truth values: 0 and 1, and texts in declared spellings, upper and lower case alike.
 *
 * @param yes texts for true, in lower case
 * @param no texts for false, in lower case
 */
public record BooleanConversion(Set<String> yes, Set<String> no) implements Conversion {
  /** The usual spellings. */
  public static final BooleanConversion USUAL =
      new BooleanConversion(
          Set.of("true", "t", "1", "yes", "y", "on"), Set.of("false", "f", "0", "no", "n", "off"));

  @Override
  public String name() {
    return "boolean";
  }

  @Override
  public String targetType() {
    return "boolean";
  }

  @Override
  public ConversionFidelity fidelity() {
    return ConversionFidelity.lossy("Only the truth value is kept, not how it was spelled.");
  }

  @Override
  public ConversionOutcome whole(long value) {
    return value == 0 || value == 1
        ? ConversionOutcome.converted(Boolean.toString(value == 1))
        : rejected(new SourceValue.Whole(value));
  }

  @Override
  public ConversionOutcome real(double value) {
    return value == 0 || value == 1 ? whole((long) value) : rejected(new SourceValue.Real(value));
  }

  @Override
  public ConversionOutcome text(String value) {
    String spelled = value.toLowerCase(Locale.ROOT);
    return yes.contains(spelled) || no.contains(spelled)
        ? ConversionOutcome.converted(Boolean.toString(yes.contains(spelled)))
        : rejected(new SourceValue.Text(value));
  }

  private static ConversionOutcome rejected(SourceValue value) {
    return ConversionOutcome.rejected(
        QuarantineReason.NOT_A_BOOLEAN, value, "is no truth value in the declared spellings");
  }

  @Override
  public String form(String literal) {
    return literal.equals("t") ? "true" : literal.equals("f") ? "false" : literal;
  }

  @Override
  public ReturnOutcome valueBack(String literal, StoredExample example) {
    boolean value = form(literal).equals("true");
    if (!value && !form(literal).equals("false")) {
      return ReturnOutcome.refused(
          QuarantineReason.NOT_A_BOOLEAN, literal, "is no truth value as PostgreSQL prints it");
    }
    if (example.asText()) {
      return BooleanSpelling.of(value, this, example.textBefore())
          .map(ReturnOutcome::stored)
          .orElseGet(
              () ->
                  ReturnOutcome.refused(
                      QuarantineReason.NOT_A_BOOLEAN, literal, "has no declared spelling"));
    }
    long number = value ? 1 : 0;
    return ReturnOutcome.stored(
        example.asReal() ? new SourceValue.Real(number) : new SourceValue.Whole(number));
  }
}
