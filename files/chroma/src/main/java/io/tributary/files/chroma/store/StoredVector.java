package io.tributary.files.chroma.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The vector of a record, or that Chroma has lost it.
 *
 * @param numbers null when it is lost
 * @param flaw what is wrong with it
 */
public record StoredVector(float @Nullable [] numbers, Flaw flaw) {
  /** What can be wrong with a vector. */
  public enum Flaw {
    NONE,
    /** The id has a record and no vector in the folder or the queue. */
    LOST,
    /** NaN or an infinity in it. */
    NOT_FINITE,
    /** Another length than the collection's dimension. */
    WRONG_DIMENSION
  }

  static final StoredVector LOST = new StoredVector(null, Flaw.LOST);

  /**
   * @param dimension of the collection, or a negative number if it says none
   */
  static StoredVector of(float @Nullable [] numbers, int dimension) {
    if (numbers == null) {
      return LOST;
    }
    if (dimension >= 0 && numbers.length != dimension) {
      return new StoredVector(numbers, Flaw.WRONG_DIMENSION);
    }
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        return new StoredVector(numbers, Flaw.NOT_FINITE);
      }
    }
    return new StoredVector(numbers, Flaw.NONE);
  }

  /** Its numbers as float32, little endian; null when it is lost. */
  public byte @Nullable [] bytes() {
    if (numbers == null) {
      return null;
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    return bytes.array();
  }

  static float[] numbers(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    float[] numbers = new float[bytes.length / Float.BYTES];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = buffer.getFloat();
    }
    return numbers;
  }
}
