package io.tributary.mapping.conversion;

import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.text.JsonScan;
import io.tributary.mapping.text.JsonbForm;
import io.tributary.mapping.text.NumberText;
import io.tributary.mapping.text.ShortestReal;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * JSON text, checked by the letter of RFC 8259 before PostgreSQL sees it.
 *
 * @param binary whether the target is {@code jsonb} and not {@code json}
 */
public record JsonConversion(boolean binary) implements Conversion {

  @Override
  public String name() {
    return "json";
  }

  @Override
  public String targetType() {
    return binary ? "jsonb" : "json";
  }

  @Override
  public ConversionFidelity fidelity() {
    return binary
        ? ConversionFidelity.lossy(
            "Values are kept, numbers exactly and floats as floats, but for the sign of -0.0; of"
                + " members with the same name the last one is kept, and blanks, the order of"
                + " members and exponents are lost.")
        : ConversionFidelity.exact("The text stays as it is.");
  }

  @Override
  public ConversionOutcome whole(long value) {
    return text(Long.toString(value));
  }

  @Override
  public ConversionOutcome real(double value) {
    String text = ShortestReal.text(value);
    boolean integer = Double.isFinite(value) && text.matches("-?\\d+");
    return text(integer ? text + ".0" : text);
  }

  @Override
  public ConversionOutcome text(String value) {
    if (value.isEmpty()) {
      return ConversionOutcome.rejected(
          QuarantineReason.EMPTY, value, "is empty, which is no JSON");
    }
    JsonScan scan = new JsonScan(value);
    return scan.problem()
        .map(
            text ->
                ConversionOutcome.rejected(QuarantineReason.NOT_JSON, value, "is no JSON: " + text))
        .or(() -> binary ? scan.beyondJsonb().map(t -> notJsonb(value, t)) : Optional.empty())
        .orElseGet(() -> ConversionOutcome.converted(binary ? scan.forJsonb() : value));
  }

  private static ConversionOutcome notJsonb(String value, String text) {
    return ConversionOutcome.rejected(
        QuarantineReason.NOT_JSONB, value, "is JSON that jsonb cannot hold: " + text);
  }

  @Override
  public String form(String literal) {
    return binary ? JsonbForm.of(literal) : literal;
  }

  @Override
  public ReturnOutcome valueBack(String literal, StoredExample example) {
    if (NumberText.read(literal).isEmpty()) {
      return ReturnOutcome.stored(literal);
    }
    // A document that is a number alone: SQLite takes it for one where the column is numeric.
    boolean number = example.asWhole() || example.asReal();
    ReturnOutcome exact = NumberReturn.exact(literal, example, ShortestReal::decimal);
    if (number && exact instanceof ReturnOutcome.Stored stored && same(stored.value(), literal)) {
      return exact;
    }
    return same(example.stored(literal), literal)
        ? ReturnOutcome.stored(literal)
        : ReturnOutcome.refused(
            QuarantineReason.INEXACT,
            literal,
            "would be stored as a number, as the column is numeric, and printed otherwise");
  }

  private boolean same(SourceValue stored, String literal) {
    return convert(stored) instanceof ConversionOutcome.Converted read
        && read.literal() != null
        && (binary
            ? new BigDecimal(read.literal()).compareTo(new BigDecimal(literal)) == 0
            : literal.equals(read.literal()));
  }
}
