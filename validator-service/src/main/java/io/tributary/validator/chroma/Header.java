package io.tributary.validator.chroma;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * What {@code header.bin} says of the slots in {@code data_level0.bin}.
 *
 * @param slots how many are in use
 * @param size bytes of a slot
 * @param label where in a slot its label is
 * @param numbers where in a slot its vector is
 */
record Header(int slots, int size, int label, int numbers) {
  private static final int LENGTH = 100;
  private static final int VERSION = 1;
  private static final int LARGEST_SLOT = 1 << 24;

  /** Reads it; empty bytes and other lengths are those of a file that is being written. */
  static Header parse(byte[] bytes, Path file) {
    if (bytes.length < LENGTH) {
      throw new TornRead(file + " is not whole");
    }
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int version = header.getInt();
    header.getLong();
    header.getLong();
    long slots = header.getLong();
    long size = header.getLong();
    long label = header.getLong();
    long numbers = header.getLong();
    boolean sensible =
        version == VERSION
            && slots >= 0
            && slots <= Integer.MAX_VALUE
            && numbers > 0
            && numbers <= label
            && (label - numbers) % Float.BYTES == 0
            && label + Long.BYTES <= size
            && size <= LARGEST_SLOT;
    if (!sensible) {
      throw new TornRead(file + " says nothing sensible of its slots");
    }
    return new Header((int) slots, (int) size, (int) label, (int) numbers);
  }

  int dimension() {
    return (label - numbers) / Float.BYTES;
  }
}
