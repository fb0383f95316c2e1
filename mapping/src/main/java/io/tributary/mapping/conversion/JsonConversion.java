package io.tributary.mapping.conversion;

import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.text.JsonScan;
import io.tributary.mapping.text.ShortestReal;
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
}
