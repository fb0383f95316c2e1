package io.tributary.validator.neighbour;

import java.nio.ByteBuffer;

/**
 * An array of 32-bit floats as PostgreSQL sends it in binary: with every bit, and quick to read.
 */
final class SentArray {
  private static final int HEADER = 20;
  private static final int ELEMENT = 8;

  private SentArray() {}

  /** The numbers of an array of one dimension without NULLs. */
  static float[] floats(byte[] sent) {
    ByteBuffer bytes = ByteBuffer.wrap(sent);
    float[] numbers = new float[(sent.length - HEADER) / ELEMENT];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = bytes.getFloat(HEADER + i * ELEMENT + Integer.BYTES);
    }
    return numbers;
  }
}
