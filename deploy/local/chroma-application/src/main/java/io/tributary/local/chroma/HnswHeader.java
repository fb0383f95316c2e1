package io.tributary.local.chroma;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code header.bin}: 100 bytes, little endian; what is not named here is kept as it is. */
final class HnswHeader {
  static final String FILE = "header.bin";
  private static final int BYTES = 100;
  private static final int CAPACITY_AT = 12;
  private static final int ELEMENTS_AT = 20;
  private static final int SIZE_AT = 28;
  private static final int LABEL_AT = 36;
  private static final int VECTOR_AT = 44;
  private static final int LINKS = 2 * 16;
  private static final int FIRST_CAPACITY = 100;

  private final ByteBuffer bytes;

  private HnswHeader(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Of an index without elements. */
  static HnswHeader fresh(int dimension) {
    int vector = 4 + 4 * LINKS;
    long label = vector + 4L * dimension;
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(1).putLong(0).putLong(FIRST_CAPACITY).putLong(0).putLong(label + Long.BYTES);
    bytes.putLong(label).putLong(vector).putInt(0).putInt(0);
    bytes.putLong(16).putLong(LINKS).putLong(16).putDouble(0.36).putLong(100);
    return new HnswHeader(bytes);
  }

  static HnswHeader read(Path folder) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(FILE));
    return new HnswHeader(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
  }

  int elements() {
    return (int) bytes.getLong(ELEMENTS_AT);
  }

  int capacity() {
    return (int) bytes.getLong(CAPACITY_AT);
  }

  /** Of one element in {@code data_level0.bin}, in bytes. */
  int size() {
    return (int) bytes.getLong(SIZE_AT);
  }

  /** Where in an element its vector begins; before it are its links. */
  int vectorAt() {
    return (int) bytes.getLong(VECTOR_AT);
  }

  int dimension() {
    return (int) (bytes.getLong(LABEL_AT) - bytes.getLong(VECTOR_AT)) / Float.BYTES;
  }

  /** Says that there are so many elements. */
  byte[] with(int elements) {
    bytes.putLong(ELEMENTS_AT, elements);
    bytes.putLong(CAPACITY_AT, Math.max(capacity(), 2L * elements));
    return bytes.array();
  }
}
