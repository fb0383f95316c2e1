package io.tributary.validator.neighbour;

import java.nio.ByteBuffer;

/** Reads arrays of 32-bit floats as PostgreSQL sends them in binary: with every bit, and fast. */
final class BinaryFloats {
  private static final int HEADER = 20;
  private static final int ELEMENT = 8;

  private BinaryFloats() {}

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
