package io.tributary.mapping.sqlite.parser;

import java.util.Locale;
import java.util.Set;

/** Reads an unquoted word after DEFAULT: one of a few constants, else a string to SQLite. */
final class DefaultKeyword {
  private static final Set<String> CONSTANTS =
      Set.of("NULL", "TRUE", "FALSE", "CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME");

  private DefaultKeyword() {}

  static String text(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    return CONSTANTS.contains(upper) ? upper : "'" + word.replace("'", "''") + "'";
  }
}
