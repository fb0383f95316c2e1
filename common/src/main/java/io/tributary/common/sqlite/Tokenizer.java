package io.tributary.common.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts SQL text into tokens by SQLite's rules; comments and blanks are left out. */
final class Tokenizer {
  private static final Pattern NUMBER =
      Pattern.compile("0[xX][0-9a-fA-F]+|(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?");
  private static final Pattern BLOB = Pattern.compile("[xX]'((?:[0-9a-fA-F]{2})*)'");
  private static final Pattern SYMBOL =
      Pattern.compile("\\|\\||<<|>>|<=|>=|<>|!=|==|->>|->|.", Pattern.DOTALL);

  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Tokenizer(String sql) {
    this.sql = sql;
  }

  /** All tokens, the last one being {@link Token.Kind#END}. */
  static List<Token> tokens(String sql) {
    Tokenizer tokenizer = new Tokenizer(sql);
    while (tokenizer.at < sql.length()) {
      tokenizer.next();
    }
    tokenizer.tokens.add(new Token(Token.Kind.END, "", sql.length(), sql.length()));
    return tokenizer.tokens;
  }

  private void next() {
    char c = sql.charAt(at);
    if (Character.isWhitespace(c) || c == '\ufeff') {
      at++;
    } else if (sql.startsWith("--", at)) {
      int end = sql.indexOf('\n', at);
      at = end < 0 ? sql.length() : end;
    } else if (sql.startsWith("/*", at)) {
      int end = sql.indexOf("*/", at + 2);
      at = end < 0 ? sql.length() : end + 2;
    } else if (!pattern(Token.Kind.BLOB, BLOB, 1)
        && !quoted(c)
        && !word(c)
        && !pattern(Token.Kind.NUMBER, NUMBER, 0)) {
      pattern(Token.Kind.SYMBOL, SYMBOL, 0);
    }
  }

  private boolean pattern(Token.Kind kind, Pattern pattern, int group) {
    Matcher matcher = pattern.matcher(sql).region(at, sql.length());
    if (!matcher.lookingAt()) {
      return false;
    }
    add(kind, matcher.group(group), matcher.end());
    return true;
  }

  private boolean quoted(char c) {
    switch (c) {
      case '"' -> quoted(Token.Kind.DOUBLE_QUOTED, '"');
      case '`' -> quoted(Token.Kind.QUOTED_NAME, '`');
      case '\'' -> quoted(Token.Kind.STRING, '\'');
      case '[' -> bracketed();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void quoted(Token.Kind kind, char quote) {
    StringBuilder value = new StringBuilder();
    int i = at + 1;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      boolean doubled = c == quote && i + 1 < sql.length() && sql.charAt(i + 1) == quote;
      if (c == quote && !doubled) {
        add(kind, value.toString(), i + 1);
        return;
      }
      value.append(c);
      i += doubled ? 2 : 1;
    }
    throw new SqliteSyntaxException(
        "the quote " + quote + " at character " + (at + 1) + " is not closed");
  }

  private void bracketed() {
    int end = sql.indexOf(']', at);
    if (end < 0) {
      throw new SqliteSyntaxException("the [ at character " + (at + 1) + " is not closed");
    }
    add(Token.Kind.QUOTED_NAME, sql.substring(at + 1, end), end + 1);
  }

  private boolean word(char c) {
    if (!wordStart(c)) {
      return false;
    }
    int end = at + 1;
    while (end < sql.length() && wordPart(sql.charAt(end))) {
      end++;
    }
    add(Token.Kind.WORD, sql.substring(at, end), end);
    return true;
  }

  /** SQLite takes every character beyond ASCII for a letter. */
  private static boolean wordStart(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c > 127;
  }

  private static boolean wordPart(char c) {
    return wordStart(c) || c >= '0' && c <= '9' || c == '$';
  }

  private void add(Token.Kind kind, String value, int end) {
    tokens.add(new Token(kind, value, at, end));
    at = end;
  }
}
