package io.tributary.mapping.text;

import java.util.Optional;

/** The strings of one JSON text, and whether jsonb can hold what they escape. */
final class JsonString {
  private final String text;
  private boolean zero;
  private boolean halfPair;

  JsonString(String text) {
    this.text = text;
  }

  /** The place after the string that begins there, or -place-1 of what is wrong with it. */
  int end(int start) {
    char high = 0;
    int at = start + 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c < ' ') {
        return -at - 1;
      }
      if (c == '"') {
        halfPair |= high != 0;
        return at + 1;
      }
      int length = c == '\\' ? escapeLength(at) : 1;
      if (length == 0) {
        return -at - 1;
      }
      high = pair(high, length == 6 ? (char) Integer.parseInt(text, at + 2, at + 6, 16) : 'x');
      at += length;
    }
    return -at - 1;
  }

  /** Why jsonb refuses the strings seen; empty when it takes them. */
  Optional<String> beyondJsonb() {
    if (zero) {
      return Optional.of("a string holds \\u0000");
    }
    return halfPair ? Optional.of("a string escapes half of a surrogate pair") : Optional.empty();
  }

  /** Follows the escaped characters; what is not escaped comes as any other character. */
  private char pair(char high, char c) {
    zero |= c == 0;
    if (Character.isLowSurrogate(c) == (high != 0)) {
      return Character.isHighSurrogate(c) ? c : 0;
    }
    halfPair = true;
    return Character.isHighSurrogate(c) ? c : 0;
  }

  private int escapeLength(int at) {
    if (at + 1 >= text.length()) {
      return 0;
    }
    char kind = text.charAt(at + 1);
    if (kind != 'u') {
      return "\"\\/bfnrt".indexOf(kind) >= 0 ? 2 : 0;
    }
    if (at + 6 > text.length()) {
      return 0;
    }
    for (int i = at + 2; i < at + 6; i++) {
      if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
        return 0;
      }
    }
    return 6;
  }
}
