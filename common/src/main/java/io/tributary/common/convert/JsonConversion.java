package io.tributary.common.convert;

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
  public Fidelity fidelity() {
    return binary
        ? Fidelity.lossy(
            "Values are kept, numbers exactly; of members with the same name the last one is kept,"
                + " and blanks and the order of members are lost.")
        : Fidelity.exact("The text stays as it is.");
  }

  @Override
  public Outcome whole(long value) {
    return text(Long.toString(value));
  }

  @Override
  public Outcome real(double value) {
    return text(ShortestReal.text(value));
  }

  @Override
  public Outcome text(String value) {
    if (value.isEmpty()) {
      return Outcome.rejected(Reason.EMPTY, value, "is empty, which is no JSON");
    }
    JsonScan scan = new JsonScan(value);
    return scan.problem()
        .map(text -> Outcome.rejected(Reason.NOT_JSON, value, "is no JSON: " + text))
        .or(() -> binary ? scan.beyondJsonb().map(t -> notJsonb(value, t)) : Optional.empty())
        .orElseGet(() -> Outcome.converted(value));
  }

  private static Outcome notJsonb(String value, String text) {
    return Outcome.rejected(Reason.NOT_JSONB, value, "is JSON that jsonb cannot hold: " + text);
  }
}
