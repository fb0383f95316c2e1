package io.tributary.mapping.conversion;

import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.text.JsonNumber;
import io.tributary.mapping.text.JsonScan;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Vectors of 32-bit numbers for pgvector, from a JSON array of numbers or from a BLOB of
 * little-endian float32.
 *
 * @param dimension how many numbers there must be; 0 for any number of them
 * @param sized whether the type of the target says that number
 */
public record VectorConversion(int dimension, boolean sized) implements Conversion {

  /** Vectors whose type says their dimension. */
  public VectorConversion(int dimension) {
    this(dimension, true);
  }

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public String targetType() {
    return dimension == 0 || !sized ? "vector" : "vector(" + dimension + ")";
  }

  @Override
  public ConversionFidelity fidelity() {
    return ConversionFidelity.lossy(
        "Numbers of a BLOB stay as they are; numbers of a JSON array are rounded to 32 bits.");
  }

  @Override
  public ConversionOutcome bytes(byte[] value) {
    SourceValue stored = new SourceValue.Bytes(value);
    if (value.length % Float.BYTES != 0 || !fits(value.length / Float.BYTES)) {
      return ConversionOutcome.rejected(
          QuarantineReason.NOT_A_VECTOR,
          stored,
          "has " + value.length + " bytes, not " + dimension + " numbers of 4");
    }
    ByteBuffer buffer = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    List<Float> numbers = new ArrayList<>(dimension);
    while (buffer.hasRemaining()) {
      numbers.add(buffer.getFloat());
    }
    return literal(stored, numbers);
  }

  @Override
  public ConversionOutcome text(String value) {
    SourceValue stored = new SourceValue.Text(value);
    String bare = value.strip();
    if (new JsonScan(value).problem().isPresent() || !bare.startsWith("[")) {
      return ConversionOutcome.rejected(
          QuarantineReason.NOT_A_VECTOR, stored, "is no JSON array of numbers");
    }
    List<Float> numbers = new ArrayList<>(dimension);
    for (String part : bare.substring(1, bare.length() - 1).split(",", -1)) {
      String number = part.strip();
      if (JsonNumber.end(number, 0) != number.length()) {
        return ConversionOutcome.rejected(
            QuarantineReason.NOT_A_VECTOR, stored, "is no JSON array of numbers");
      }
      numbers.add(Float.parseFloat(number));
    }
    return fits(numbers.size())
        ? literal(stored, numbers)
        : ConversionOutcome.rejected(
            QuarantineReason.NOT_A_VECTOR,
            stored,
            "has " + numbers.size() + " numbers, not " + dimension);
  }

  private boolean fits(int numbers) {
    return numbers > 0 && (dimension == 0 || numbers == dimension);
  }

  private static ConversionOutcome literal(SourceValue stored, List<Float> numbers) {
    StringBuilder literal = new StringBuilder("[");
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        return ConversionOutcome.rejected(
            QuarantineReason.OUT_OF_RANGE, stored, "holds a number that is not finite in 32 bits");
      }
      literal.append(literal.length() == 1 ? "" : ",").append(number);
    }
    return ConversionOutcome.converted(literal.append(']').toString());
  }
}
