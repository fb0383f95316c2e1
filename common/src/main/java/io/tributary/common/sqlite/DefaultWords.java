package io.tributary.common.sqlite;

import java.util.Locale;
import java.util.Set;

/** A word after DEFAULT: one of a few constants, else SQLite takes it for a string. */
final class DefaultWords {
  private static final Set<String> CONSTANTS =
      Set.of("NULL", "TRUE", "FALSE", "CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME");

  private DefaultWords() {}

  static String text(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    return CONSTANTS.contains(upper) ? upper : "'" + word.replace("'", "''") + "'";
  }
}
