package io.tributary.local.chroma;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A vector as the queue holds it: 32-bit floats, little endian. Pure. */
final class VectorBytes {
  private VectorBytes() {}

  static byte[] of(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : vector) {
      bytes.putFloat(number);
    }
    return bytes.array();
  }

  static float[] parse(byte[] bytes) {
    float[] vector = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }
}
