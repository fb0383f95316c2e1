package io.tributary.cdc.source.sqlite.copy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Rows in the text form of COPY, one behind the other. Not thread-safe. */
final class CopyTextBuffer {
  private static final int FIRST_BYTES = 1 << 16;

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
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    reserve(2L * utf8.length);
    int plain = 0;
    for (int i = 0; i < utf8.length; i++) {
      byte at = utf8[i];
      if (at == '\\' || (at >= 0 && at < ' ')) {
        char escaped = escaped(at);
        if (escaped != 0) {
          copy(utf8, plain, i);
          bytes[length++] = '\\';
          bytes[length++] = (byte) escaped;
          plain = i + 1;
        }
      }
    }
    copy(utf8, plain, utf8.length);
  }

  private void copy(byte[] from, int start, int end) {
    System.arraycopy(from, start, bytes, length, end - start);
    length += end - start;
  }

  /** What stands behind the backslash; 0 for a character that stands for itself. */
  private static char escaped(byte at) {
    return switch (at) {
      case '\\' -> '\\';
      case '\t' -> 't';
      case '\n' -> 'n';
      case '\r' -> 'r';
      default -> 0;
    };
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
