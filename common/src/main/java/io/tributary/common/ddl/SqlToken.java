package io.tributary.common.ddl;

import java.util.Locale;

/**
 * A word of SQL in its text; blanks and comments are none.
 *
 * @param kind what it is
 * @param start where it begins in the file
 * @param end behind its last character
 * @param text as it is written
 */
record SqlToken(Kind kind, int start, int end, String text) {

  /** What a token is. */
  enum Kind {
    WORD,
    QUOTED_NAME,
    STRING,
    DOLLAR_STRING,
    /** A command of psql, to the end of its line. */
    META,
    OTHER
  }

  /** Whether it is that keyword, or that sign. */
  boolean is(String word) {
    return (kind == Kind.WORD || kind == Kind.OTHER) && text.equalsIgnoreCase(word);
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
  }

  /** The name as the catalog spells it. */
  String name() {
    return kind == Kind.QUOTED_NAME
        ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
        : text.toLowerCase(Locale.ROOT);
  }

  /** The part of a dollar-quoted string before its content. */
  String dollars() {
    return text.substring(0, text.indexOf('$', 1) + 1);
  }
}
