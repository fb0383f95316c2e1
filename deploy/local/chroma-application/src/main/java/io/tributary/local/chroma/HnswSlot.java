package io.tributary.local.chroma;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One element of {@code data_level0.bin} and its place in {@code length.bin}. */
final class HnswSlot {
  private static final int MARK_AT = 2;

  private final byte[] links;
  private final long label;
  private float[] stored = {};
  private float norm;
  private boolean deleted;

  private HnswSlot(byte[] links, long label) {
    this.links = links;
    this.label = label;
  }

  static HnswSlot fresh(long label, int linkBytes) {
    return new HnswSlot(new byte[linkBytes], label);
  }

  static HnswSlot parse(byte[] element, HnswHeader header, float norm) {
    ByteBuffer bytes = ByteBuffer.wrap(element).order(ByteOrder.LITTLE_ENDIAN);
    byte[] links = new byte[header.vectorAt()];
    float[] stored = new float[header.dimension()];
    bytes.get(links);
    for (int i = 0; i < stored.length; i++) {
      stored[i] = bytes.getFloat();
    }
    HnswSlot slot = new HnswSlot(links, bytes.getLong());
    slot.stored = stored;
    slot.norm = norm;
    slot.deleted = (links[MARK_AT] & 1) == 1;
    return slot;
  }

  long label() {
    return label;
  }

  float norm() {
    return norm;
  }

  void delete() {
    deleted = true;
  }

  /** Takes a vector; by cosine it is stored with the length 1, and its own length beside it. */
  void set(float[] vector, boolean cosine) {
    float squares = 0;
    for (float number : vector) {
      squares += number * number;
    }
    float length = (float) Math.sqrt(squares);
    stored = vector.clone();
    for (int i = 0; cosine && i < stored.length; i++) {
      stored[i] = stored[i] * (1f / (length + 1e-30f));
    }
    norm = cosine ? length : Float.NaN;
  }

  /** As Chroma returns it. */
  float[] vector(boolean cosine) {
    float[] vector = stored.clone();
    for (int i = 0; cosine && i < vector.length; i++) {
      vector[i] *= norm;
    }
    return vector;
  }

  byte[] bytes() {
    ByteBuffer bytes =
        ByteBuffer.allocate(links.length + Float.BYTES * stored.length + Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(links)
            .put(MARK_AT, (byte) (deleted ? links[MARK_AT] | 1 : links[MARK_AT] & ~1));
    for (float number : stored) {
      bytes.putFloat(number);
    }
    return bytes.putLong(label).array();
  }
}
