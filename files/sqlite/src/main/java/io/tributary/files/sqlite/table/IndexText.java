package io.tributary.files.sqlite.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the text of a CREATE INDEX apart: SQLite tells everything about an index but its
 * expressions and its condition.
 *
 * @param terms the texts between the parentheses, without ASC and DESC
 * @param where what follows WHERE, null without it
 */
record IndexText(List<String> terms, @Nullable String where) {
  private static final Pattern ORDER = Pattern.compile("(?is)\\s+(asc|desc)\\s*$");

  static IndexText parse(String sql) {
    List<String> terms = new ArrayList<>();
    int depth = 0;
    int start = -1;
    int i = 0;
    while (i < sql.length()) {
      int next = skip(sql, i);
      char c = sql.charAt(i);
      if (next == i + 1 && c == '(') {
        if (depth++ == 0) {
          start = next;
        }
      } else if (next == i + 1 && c == ')') {
        if (--depth == 0) {
          terms.add(term(sql.substring(start, i)));
          return new IndexText(terms, condition(sql.substring(next)));
        }
      } else if (next == i + 1 && c == ',' && depth == 1) {
        terms.add(term(sql.substring(start, i)));
        start = next;
      }
      i = next;
    }
    throw new IllegalArgumentException("an index whose text has no columns: " + sql);
  }

  private static String term(String text) {
    return ORDER.matcher(text).replaceFirst("").strip();
  }

  private static @Nullable String condition(String rest) {
    int i = 0;
    while (i < rest.length()) {
      if (rest.toLowerCase(Locale.ROOT).startsWith("where", i)) {
        return rest.substring(i + "where".length()).strip();
      }
      i = skip(rest, i);
    }
    return null;
  }

  /** The place behind the quoted name, text or comment that starts here, or behind a character. */
  private static int skip(String sql, int i) {
    char c = sql.charAt(i);
    if (sql.startsWith("--", i)) {
      int end = sql.indexOf('\n', i);
      return end < 0 ? sql.length() : end + 1;
    }
    if (sql.startsWith("/*", i)) {
      int end = sql.indexOf("*/", i + 2);
      return end < 0 ? sql.length() : end + 2;
    }
    if (c == '\'' || c == '"' || c == '`' || c == '[') {
      // A doubled quote ends one piece and starts the next, which comes to the same.
      int end = sql.indexOf(c == '[' ? ']' : c, i + 1);
      return end < 0 ? sql.length() : end + 1;
    }
    return i + 1;
  }
}
