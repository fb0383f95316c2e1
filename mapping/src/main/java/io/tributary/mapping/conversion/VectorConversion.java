package io.tributary.mapping.conversion;

import com.pgvector.PGvector;
import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.text.JsonScan;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.stream.Stream;

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
    float[] numbers = new float[value.length / Float.BYTES];
    ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
    return literal(stored, new PGvector(numbers));
  }

  @Override
  public ConversionOutcome text(String value) {
    SourceValue stored = new SourceValue.Text(value);
    Optional<PGvector> vector = array(value);
    if (vector.isEmpty()) {
      return ConversionOutcome.rejected(
          QuarantineReason.NOT_A_VECTOR, stored, "is no JSON array of numbers");
    }
    int numbers = vector.get().toArray().length;
    return fits(numbers)
        ? literal(stored, vector.get())
        : ConversionOutcome.rejected(
            QuarantineReason.NOT_A_VECTOR, stored, "has " + numbers + " numbers, not " + dimension);
  }

  private static Optional<PGvector> array(String json) {
    String bare = json.strip();
    if (!bare.startsWith("[") || new JsonScan(json).problem().isPresent()) {
      return Optional.empty();
    }
    try {
      String[] numbers = bare.substring(1, bare.length() - 1).split(",");
      return Optional.of(new PGvector(Stream.of(numbers).map(Float::valueOf).toList()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private boolean fits(int numbers) {
    return numbers > 0 && (dimension == 0 || numbers == dimension);
  }

  /** pgvector's type takes NaN and infinities, the database takes neither. */
  private static ConversionOutcome literal(SourceValue stored, PGvector vector) {
    for (float number : vector.toArray()) {
      if (!Float.isFinite(number)) {
        return ConversionOutcome.rejected(
            QuarantineReason.OUT_OF_RANGE, stored, "holds a number that is not finite in 32 bits");
      }
    }
    return ConversionOutcome.converted(vector.getValue());
  }

  @Override
  public String form(String literal) {
    return array(literal).map(PGvector::getValue).orElse(literal);
  }

  @Override
  public ReturnOutcome valueBack(String literal, StoredExample example) {
    Optional<PGvector> vector = array(literal);
    if (vector.isEmpty()) {
      return ReturnOutcome.refused(
          QuarantineReason.NOT_A_VECTOR, literal, "is no vector as PostgreSQL prints it");
    }
    if (example.asText()) {
      return ReturnOutcome.stored(literal);
    }
    float[] numbers = vector.get().toArray();
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return ReturnOutcome.stored(new SourceValue.Bytes(bytes.array()));
  }
}
