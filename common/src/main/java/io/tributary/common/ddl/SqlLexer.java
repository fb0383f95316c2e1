package io.tributary.common.ddl;

import io.tributary.common.ddl.SqlToken.Kind;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the words of a text as PostgreSQL and psql do, with standard_conforming_strings on. */
final class SqlLexer {
  private static final Pattern DOLLARS =
      Pattern.compile("\\$(?:[\\p{L}_][\\p{L}\\p{N}_]*)?\\$", Pattern.UNICODE_CHARACTER_CLASS);

  private final String text;
  private int at;

  SqlLexer(String text, int from) {
    this.text = text;
    this.at = from;
  }

  /** The next one; empty at the end. */
  Optional<SqlToken> next() {
    skip();
    if (at >= text.length()) {
      return Optional.empty();
    }
    int start = at;
    Kind kind = take();
    return Optional.of(new SqlToken(kind, start, at, text.substring(start, at)));
  }

  private Kind take() {
    char c = text.charAt(at);
    if (c == '\'') {
      quoted('\'', false);
      return Kind.STRING;
    }
    if (c == '"') {
      quoted('"', false);
      return Kind.QUOTED_NAME;
    }
    if (c == '\\') {
      at = lineEnd();
      return Kind.META;
    }
    if (c == '$') {
      Matcher opening = DOLLARS.matcher(text).region(at, text.length());
      if (opening.lookingAt()) {
        int closing = text.indexOf(opening.group(), opening.end());
        at =
            closing < 0 ? unterminated("dollar-quoted string") : closing + opening.group().length();
        return Kind.DOLLAR_STRING;
      }
    }
    if (Character.isLetter(c) || c == '_') {
      return word();
    }
    at++;
    while (Character.isDigit(c)
        && at < text.length()
        && Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    return Kind.OTHER;
  }

  private Kind word() {
    int start = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "_$".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    String word = text.substring(start, at);
    if (at < text.length()
        && text.charAt(at) == '\''
        && word.length() == 1
        && "eEbBxXnN".contains(word)) {
      quoted('\'', word.equalsIgnoreCase("e"));
      return Kind.STRING;
    }
    return Kind.WORD;
  }

  private void quoted(char quote, boolean backslashes) {
    int start = at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (backslashes && c == '\\') {
        at++;
      } else if (c == quote) {
        if (at >= text.length() || text.charAt(at) != quote) {
          return;
        }
        at++;
      }
    }
    at = start;
    unterminated(quote == '"' ? "quoted name" : "string");
  }

  /** Blanks, and comments, which nest between stars. */
  private void skip() {
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\uFEFF') {
        at++;
      } else if (text.startsWith("--", at)) {
        at = lineEnd();
      } else if (text.startsWith("/*", at)) {
        comment();
      } else {
        return;
      }
    }
  }

  private void comment() {
    int start = at;
    int depth = 0;
    do {
      if (at >= text.length()) {
        at = start;
        unterminated("comment");
      }
      boolean opens = text.startsWith("/*", at);
      boolean closes = text.startsWith("*/", at);
      depth += opens ? 1 : closes ? -1 : 0;
      at += opens || closes ? 2 : 1;
    } while (depth > 0);
  }

  private int lineEnd() {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private int unterminated(String what) {
    throw new UnreadableDdlException(at, "a " + what + " begins here and does not end");
  }
}
