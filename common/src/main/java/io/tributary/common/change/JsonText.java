package io.tributary.common.change;

import java.nio.charset.StandardCharsets;

/**
 * A string in JSON that is known to be well-formed UTF-8.
 *
 * @param start index behind the opening quote
 * @param end index of the closing quote
 * @param escapes whether it has any
 */
record JsonText(byte[] json, int start, int end, boolean escapes) {

  /** The string whose content starts there. */
  static JsonText at(byte[] json, int start) {
    boolean escapes = false;
    int i = start;
    while (i < json.length && json[i] != '"') {
      boolean escape = json[i] == '\\';
      escapes |= escape;
      i += escape ? 2 : 1;
    }
    if (i >= json.length) {
      throw new IllegalArgumentException("a string without end");
    }
    return new JsonText(json, start, i, escapes);
  }

  int bytes() {
    return end - start;
  }

  String decode() {
    if (!escapes) {
      return new String(json, start, bytes(), StandardCharsets.UTF_8);
    }
    byte[] plain = new byte[bytes()];
    int length = 0;
    int i = start;
    while (i < end) {
      if (json[i] != '\\') {
        plain[length++] = json[i++];
        continue;
      }
      byte kind = json[i + 1];
      if (kind == 'u') {
        // A character beyond the basic plane is two escapes, which mean something only together.
        int run = i;
        StringBuilder characters = new StringBuilder();
        while (run < end && json[run] == '\\' && json[run + 1] == 'u') {
          characters.append((char) hex(run + 2));
          run += 6;
        }
        byte[] encoded = characters.toString().getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, plain, length, encoded.length);
        length += encoded.length;
        i = run;
      } else {
        plain[length++] = (byte) single(kind);
        i += 2;
      }
    }
    return new String(plain, 0, length, StandardCharsets.UTF_8);
  }

  private int hex(int at) {
    return Integer.parseInt(new String(json, at, 4, StandardCharsets.US_ASCII), 16);
  }

  private static char single(byte kind) {
    return switch (kind) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '"', '\\', '/' -> (char) kind;
      default -> throw new IllegalArgumentException("unknown escape \\" + (char) kind);
    };
  }
}
