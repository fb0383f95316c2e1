package io.tributary.files.chroma.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How {@code data_level0.bin} is laid out. Counts come from here and never from the size of a file:
 * files keep room for elements that are not there yet.
 *
 * @param elements how many slots hold an element
 * @param size bytes of a slot
 * @param label where in a slot its label is
 * @param vector where in a slot its numbers are
 */
record HnswFileHeader(int elements, int size, int label, int vector) {
  static final int BYTES = 52;

  /** The header of files that hold no element. */
  static final HnswFileHeader EMPTY = new HnswFileHeader(0, 0, 0, 0);

  private static final int VERSION = 1;
  private static final int DELETED_BYTE = 2;
  private static final int LARGEST_SLOT = 1 << 24;

  static HnswFileHeader parse(ByteBuffer header, String where) {
    ByteBuffer bytes = header.order(ByteOrder.LITTLE_ENDIAN);
    int version = bytes.getInt(0);
    long room = bytes.getLong(12);
    long elements = bytes.getLong(20);
    long size = bytes.getLong(28);
    long label = bytes.getLong(36);
    long vector = bytes.getLong(44);
    boolean sensible =
        version == VERSION
            && elements >= 0
            && elements <= room
            && elements <= Integer.MAX_VALUE
            && size <= LARGEST_SLOT
            && vector > DELETED_BYTE
            && label > vector
            && (label - vector) % Float.BYTES == 0
            && label + Long.BYTES <= size;
    if (!sensible) {
      throw ChromaError.FOLDER_DAMAGED.failure(
          where
              + " is not the header of an HNSW index of version 1. Restore the folder from a copy,"
              + " or let Chroma rebuild the collection");
    }
    return new HnswFileHeader((int) elements, (int) size, (int) label, (int) vector);
  }

  int dimension() {
    return (label - vector) / Float.BYTES;
  }

  /** Whether the slot at this place of a buffer is marked as deleted. */
  boolean deleted(ByteBuffer slots, int at) {
    return (slots.get(at + DELETED_BYTE) & 1) != 0;
  }

  long label(ByteBuffer slots, int at) {
    return slots.getLong(at + label);
  }

  float[] numbers(ByteBuffer slots, int at) {
    float[] numbers = new float[dimension()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = slots.getFloat(at + vector + i * Float.BYTES);
    }
    return numbers;
  }
}
