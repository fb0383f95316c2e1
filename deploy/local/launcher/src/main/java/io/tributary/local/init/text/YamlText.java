package io.tributary.local.init.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Texts as YAML, and comments that cannot end before their line does. Pure. */
public final class YamlText {
  /** What YAML reads as something else than a text. */
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

  private YamlText() {}

  /** A text as a scalar, in quotes where it needs them. */
  public static String scalar(String text) {
    boolean plain =
        text.matches("[A-Za-z][A-Za-z0-9_]*(?:[-./][A-Za-z0-9_]+)*|/[A-Za-z0-9_./-]*[A-Za-z0-9_]")
            && !WORDS.contains(text.toLowerCase(Locale.ROOT));
    return plain ? text : quoted(text);
  }

  /** A mapping on one line; values are written as they are. */
  public static String flow(Map<String, String> entries) {
    return entries.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** The same text on one line, of characters that YAML allows. */
  public static String oneLine(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .map(point -> printable(point) ? point : Character.isWhitespace(point) ? ' ' : '?')
        .forEach(line::appendCodePoint);
    return line.toString().replaceAll(" +", " ").strip();
  }

  /** Comment lines of at most so many characters, where words allow it. */
  public static List<String> comment(String text, int width) {
    StringBuilder lines = new StringBuilder("#");
    int length = 1;
    for (String word : oneLine(text).split(" ")) {
      if (length > 1 && length + 1 + word.length() > width) {
        lines.append("\n#");
        length = 1;
      }
      lines.append(' ').append(word);
      length += 1 + word.length();
    }
    return lines.toString().lines().toList();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
              } else if (printable(c) || Character.isSurrogate((char) c)) {
                quoted.append((char) c);
              } else {
                quoted.append(String.format(Locale.ROOT, "\\u%04X", c));
              }
            });
    return quoted.append('"').toString();
  }

  private static boolean printable(int point) {
    return point >= 0x20 && point < 0x7f
        || point >= 0xa0 && point < 0x2028
        || point > 0x2029 && point < 0xd800
        || point >= 0xe000 && point < 0xfeff
        || point > 0xfeff && point < 0xfffe
        || point >= 0x10000;
  }
}
