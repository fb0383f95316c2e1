package io.tributary.validator.source.chroma;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The layout of the slots in {@code data_level0.bin}, from {@code header.bin}.
 *
 * @param slots how many are in use
 * @param size bytes of a slot
 * @param label where in a slot its label is
 * @param numbers where in a slot its vector is
 */
record SlotLayout(int slots, int size, int label, int numbers) {
  private static final int LENGTH = 100;
  private static final int VERSION = 1;
  private static final int LARGEST_SLOT = 1 << 24;

  /** Reads it; empty bytes and other lengths are those of a file that is being written. */
  static SlotLayout parse(byte[] bytes, Path file) {
    if (bytes.length < LENGTH) {
      throw new TornFolderRead(file + " is not whole");
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
      throw new TornFolderRead(file + " says nothing sensible of its slots");
    }
    return new SlotLayout((int) slots, (int) size, (int) label, (int) numbers);
  }

  int dimension() {
    return (label - numbers) / Float.BYTES;
  }
}
