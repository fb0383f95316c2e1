package io.tributary.files.chroma.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Walks over a pickle before it is read, so that nothing but plain containers, texts and numbers
 * gets to the unpickler, no class but Chroma's own, and no length that goes beyond the file.
 */
final class PickleOpcodes {
  /** The class in the versions that were written in Python. */
  static final String MODULE = "chromadb.segment.impl.vector.local_persistent_hnsw";

  static final String CLASS = "PersistentData";

  private final ByteBuffer bytes;
  private final String where;

  PickleOpcodes(byte[] pickle, String where) {
    this.bytes = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
    this.where = where;
  }

  /**
   * @throws TornRead it ends too early, as it does while it is being written
   * @throws ChromaFailure PICKLE_REFUSED
   */
  void require() {
    while (true) {
      char opcode = (char) (take(1).get() & 0xff);
      switch (opcode) {
        case '.' -> {
          return;
        }
        // None, booleans, the empty dictionary and tuple, what fills a dictionary, MEMOIZE, and
        // NEWOBJ and BUILD, which make the one class.
        case 'N', '\u0088', '\u0089', '}', ')', '(', 's', 'u', '\u0094', '\u0081', 'b' -> {}
        case '\u0080', 'K', 'q', 'h' -> take(1);
        case 'M' -> take(2);
        case 'J', 'j', 'r' -> take(4);
        case 'G', '\u0095' -> take(8);
        case '\u008a', '\u008c' -> take(take(1).get() & 0xff);
        case 'X' -> take(take(4).getInt() & 0xffffffffL);
        case '\u008d' -> take(take(8).getLong());
        case '\u0093' -> stackGlobal();
        case 'c' -> global();
        default -> throw refused("opcode 0x" + Integer.toHexString(opcode));
      }
    }
  }

  private ByteBuffer take(long length) {
    if (length < 0 || length > bytes.remaining()) {
      throw new TornRead(where + " ends too early");
    }
    ByteBuffer taken = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + (int) length);
    return taken;
  }

  private void global() {
    String module = line();
    String name = line();
    requireKnown(module, name);
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (byte next = take(1).get(); next != '\n'; next = take(1).get()) {
      line.append((char) (next & 0xff));
    }
    return line.toString();
  }

  /**
   * The names are the two texts before it, with a MEMOIZE behind each. Whoever arranges them in
   * another way is refused: Chroma does not.
   */
  private void stackGlobal() {
    byte[] expected = stackNames();
    int from = bytes.position() - 1 - expected.length;
    byte[] found = new byte[expected.length];
    if (from >= 0) {
      bytes.get(from, found);
    }
    if (!java.util.Arrays.equals(expected, found)) {
      throw refused("a class by other means than its name");
    }
  }

  private static byte[] stackNames() {
    byte[] module = MODULE.getBytes(StandardCharsets.US_ASCII);
    byte[] name = CLASS.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer names = ByteBuffer.allocate(module.length + name.length + 6);
    names.put((byte) 0x8c).put((byte) module.length).put(module).put((byte) 0x94);
    names.put((byte) 0x8c).put((byte) name.length).put(name).put((byte) 0x94);
    return names.array();
  }

  private void requireKnown(String module, String name) {
    if (!MODULE.equals(module) || !CLASS.equals(name)) {
      throw refused("the class " + module + "." + name);
    }
  }

  private ChromaFailure refused(String what) {
    return ChromaError.PICKLE_REFUSED.failure(
        where
            + " holds "
            + what
            + ", which Chroma does not write there; it may be made to do harm. Restore the file from a"
            + " copy");
  }
}
