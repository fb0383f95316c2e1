package io.tributary.mapping.sqlite.token;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts SQL text into tokens by SQLite's rules; comments and blanks are left out. */
public final class SqliteTokenizer {
  private static final Pattern NUMBER =
      Pattern.compile("0[xX][0-9a-fA-F]+|(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?");
  private static final Pattern BLOB = Pattern.compile("[xX]'((?:[0-9a-fA-F]{2})*)'");
  private static final Pattern SYMBOL =
      Pattern.compile("\\|\\||<<|>>|<=|>=|<>|!=|==|->>|->|.", Pattern.DOTALL);

  private final String sql;
  private final List<SqliteToken> tokens = new ArrayList<>();
  private int at;

  private SqliteTokenizer(String sql) {
    this.sql = sql;
  }

  /** All tokens, the last one being {@link SqliteToken.Kind#END}. */
  public static List<SqliteToken> tokens(String sql) {
    SqliteTokenizer tokenizer = new SqliteTokenizer(sql);
    while (tokenizer.at < sql.length()) {
      tokenizer.next();
    }
    tokenizer.tokens.add(new SqliteToken(SqliteToken.Kind.END, "", sql.length(), sql.length()));
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
    } else if (!pattern(SqliteToken.Kind.BLOB, BLOB, 1)
        && !quoted(c)
        && !word(c)
        && !pattern(SqliteToken.Kind.NUMBER, NUMBER, 0)) {
      pattern(SqliteToken.Kind.SYMBOL, SYMBOL, 0);
    }
  }

  private boolean pattern(SqliteToken.Kind kind, Pattern pattern, int group) {
    Matcher matcher = pattern.matcher(sql).region(at, sql.length());
    if (!matcher.lookingAt()) {
      return false;
    }
    add(kind, matcher.group(group), matcher.end());
    return true;
  }

  private boolean quoted(char c) {
    switch (c) {
      case '"' -> quoted(SqliteToken.Kind.DOUBLE_QUOTED, '"');
      case '`' -> quoted(SqliteToken.Kind.QUOTED_NAME, '`');
      case '\'' -> quoted(SqliteToken.Kind.STRING, '\'');
      case '[' -> bracketed();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void quoted(SqliteToken.Kind kind, char quote) {
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
    add(SqliteToken.Kind.QUOTED_NAME, sql.substring(at + 1, end), end + 1);
  }

  private boolean word(char c) {
    if (!wordStart(c)) {
      return false;
    }
    int end = at + 1;
    while (end < sql.length() && wordPart(sql.charAt(end))) {
      end++;
    }
    add(SqliteToken.Kind.WORD, sql.substring(at, end), end);
    return true;
  }

  /** SQLite takes every character beyond ASCII for a letter. */
  private static boolean wordStart(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c > 127;
  }

  private static boolean wordPart(char c) {
    return wordStart(c) || c >= '0' && c <= '9' || c == '$';
  }

  private void add(SqliteToken.Kind kind, String value, int end) {
    tokens.add(new SqliteToken(kind, value, at, end));
    at = end;
  }
}
