package io.tributary.cdc.filecopy;

import java.util.Arrays;

/** Rows in the text form of COPY, one behind the other. Not thread-safe. */
final class CopyText {
  private static final int FIRST_BYTES = 1 << 16;

  /** Most bytes of a char: three in UTF-8, two with a backslash. */
  private static final int MOST_BYTES = 3;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  /** Adds a row; null stands for NULL. */
  void add(String[] literals) {
    for (int i = 0; i < literals.length; i++) {
      if (i > 0) {
        put('\t');
      }
      if (literals[i] == null) {
        put('\\');
        put('N');
      } else {
        text(literals[i]);
      }
    }
    put('\n');
  }

  private void text(String text) {
    int chars = text.length();
    reserve((long) chars * MOST_BYTES);
    for (int i = 0; i < chars; i++) {
      char at = text.charAt(i);
      if (at >= 0x80) {
        i += beyondAscii(text, i, at);
      } else {
        char escaped = escaped(at);
        if (escaped != 0) {
          bytes[length++] = '\\';
          at = escaped;
        }
        bytes[length++] = (byte) at;
      }
    }
  }

  /** What stands behind the backslash; 0 for a character that stands for itself. */
  private static char escaped(char at) {
    return switch (at) {
      case '\\' -> '\\';
      case '\t' -> 't';
      case '\n' -> 'n';
      case '\r' -> 'r';
      default -> 0;
    };
  }

  /** Writes a character as UTF-8; how many chars it has besides the first. */
  private int beyondAscii(String text, int place, char at) {
    if (at < 0x800) {
      bytes[length++] = (byte) (0xc0 | at >> 6);
      bytes[length++] = (byte) (0x80 | at & 0x3f);
      return 0;
    }
    int point = text.codePointAt(place);
    if (point < 0x10000) {
      bytes[length++] = (byte) (0xe0 | at >> 12);
      bytes[length++] = (byte) (0x80 | at >> 6 & 0x3f);
      bytes[length++] = (byte) (0x80 | at & 0x3f);
      return 0;
    }
    bytes[length++] = (byte) (0xf0 | point >> 18);
    bytes[length++] = (byte) (0x80 | point >> 12 & 0x3f);
    bytes[length++] = (byte) (0x80 | point >> 6 & 0x3f);
    bytes[length++] = (byte) (0x80 | point & 0x3f);
    return 1;
  }

  private void put(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
  }

  private void reserve(long more) {
    if (length + more > bytes.length) {
      long wanted = Math.max(length + more, 2L * bytes.length);
      // A literal that does not fit any more is longer than any row that may be streamed.
      bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
    }
  }
}
