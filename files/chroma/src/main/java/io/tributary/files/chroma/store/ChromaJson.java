package io.tributary.files.chroma.store;

import io.tributary.files.sqlite.RealText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes metadata as JSON. Integers keep all their digits, and a float keeps a point or an exponent
 * so that it stays one. An infinity is written as {@code Infinity}, which no JSON parser takes, so
 * that it is refused where it arrives and not changed on the way.
 */
final class ChromaJson {
  private ChromaJson() {}

  static String object(Map<String, @Nullable Object> members) {
    return members.entrySet().stream()
        .map(member -> string(member.getKey()) + ": " + value(member.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  static String array(List<?> elements) {
    return elements.stream().map(ChromaJson::value).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String value(@Nullable Object value) {
    if (value instanceof String text) {
      return string(text);
    }
    if (value instanceof Double real) {
      return RealText.of(real);
    }
    return value instanceof List<?> list ? array(list) : String.valueOf(value);
  }

  static String string(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        case '\t' -> json.append("\\t");
        case '\r' -> json.append("\\r");
        default -> {
          if (c < ' ') {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.append('"').toString();
  }
}
