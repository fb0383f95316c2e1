package io.tributary.orchestrator.switching;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An assignment in an {@code .env} file.
 *
 * @param head everything before the value: indent, {@code export}, name and equals sign
 * @param name the variable
 */
record EnvLine(String head, String name) {
  private static final Pattern ASSIGNMENT =
      Pattern.compile("^(\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*=)(.*)$", Pattern.DOTALL);
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=?*\\[\\]{}^-]*");

  /** The assignment that starts on this line, empty for comments and anything else. */
  static Optional<EnvLine> of(String line) {
    Matcher matcher = ASSIGNMENT.matcher(line);
    return matcher.matches()
        ? Optional.of(new EnvLine(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** The character that would have to end the value on a later line, 0 when it ends on this one. */
  static char openQuote(String line) {
    Matcher matcher = ASSIGNMENT.matcher(line);
    if (!matcher.matches()) {
      return 0;
    }
    String value = matcher.group(3).stripLeading();
    if (value.isEmpty() || (value.charAt(0) != '"' && value.charAt(0) != '\'')) {
      return 0;
    }
    return closes(value.substring(1), value.charAt(0)) ? 0 : value.charAt(0);
  }

  /** Whether a text holds the end of a value that is quoted so. */
  static boolean closes(String text, char quote) {
    for (int i = 0; i < text.length(); i++) {
      if (quote == '"' && text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == quote) {
        return true;
      }
    }
    return false;
  }

  /** A value as it can stand behind the equals sign. */
  static String quoted(String value) {
    if (PLAIN.matcher(value).matches()) {
      return value;
    }
    if (!value.contains("'") && !value.contains("\n")) {
      return "'" + value + "'";
    }
    return '"'
        + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("$", "\\$").replace("\n", "\\n")
        + '"';
  }
}
