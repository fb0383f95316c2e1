package io.tributary.mapping.sqlite.token;

import java.util.ArrayList;
import java.util.List;

/** Reads tokens one after the other. Not thread-safe. */
public final class SqliteTokenCursor {
  private final String sql;
  private final List<SqliteToken> tokens;
  private int at;

  /** A cursor before the first token of the text. */
  public SqliteTokenCursor(String sql) {
    this.sql = sql;
    this.tokens = SqliteTokenizer.tokens(sql);
  }

  /** The token at the cursor, which stays. */
  public SqliteToken peek() {
    return tokens.get(at);
  }

  private SqliteToken peekSecond() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  /** The token at the cursor, which moves behind it. */
  public SqliteToken next() {
    SqliteToken token = peek();
    if (token.kind() != SqliteToken.Kind.END) {
      at++;
    }
    return token;
  }

  /** Whether no token follows. */
  public boolean ended() {
    return peek().kind() == SqliteToken.Kind.END;
  }

  /** Whether this word follows. */
  public boolean isWord(String word) {
    return peek().isWord(word);
  }

  /** Whether this symbol follows. */
  public boolean isSymbol(String symbol) {
    return peek().isSymbol(symbol);
  }

  /** Whether the next two tokens are these words. */
  public boolean areWords(String first, String second) {
    return peek().isWord(first) && peekSecond().isWord(second);
  }

  /** Whether this symbol follows the next token. */
  public boolean secondIsSymbol(String symbol) {
    return peekSecond().isSymbol(symbol);
  }

  /** Passes the words if all of them follow. */
  public boolean accept(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (at + i >= tokens.size() || !tokens.get(at + i).isWord(words[i])) {
        return false;
      }
    }
    at += words.length;
    return true;
  }

  /** Moves behind the symbol when it follows, and says whether it did. */
  public boolean acceptSymbol(String symbol) {
    boolean found = isSymbol(symbol);
    at += found ? 1 : 0;
    return found;
  }

  /** Moves behind these words; throws when others follow. */
  public void expect(String... words) {
    if (!accept(words)) {
      throw unexpected(String.join(" ", words));
    }
  }

  /** Moves behind the symbol; throws when another token follows. */
  public void expectSymbol(String symbol) {
    if (!acceptSymbol(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
  }

  /** The name at the cursor, without its quotes; throws when none follows. */
  public String name() {
    if (!peek().isName()) {
      throw unexpected("a name");
    }
    return next().value();
  }

  /** Names in parentheses. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    expectSymbol("(");
    do {
      names.add(name());
    } while (acceptSymbol(","));
    expectSymbol(")");
    return names;
  }

  /** The text inside of the parentheses that begin here. */
  public String parenthesized() {
    expectSymbol("(");
    int start = peek().start();
    int depth = 1;
    while (true) {
      SqliteToken token = next();
      if (token.kind() == SqliteToken.Kind.END) {
        throw unexpected("')'");
      }
      depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
      if (depth == 0) {
        return sql.substring(start, token.start()).strip();
      }
    }
  }

  /** The text up to a comma or closing parenthesis of this level, or to one of the words. */
  public String item(String... enders) {
    int start = peek().start();
    int end = start;
    while (!ended() && !isSymbol(",") && !isSymbol(")") && !isAny(enders)) {
      if (isSymbol("(")) {
        parenthesized();
      } else {
        next();
      }
      end = tokens.get(at - 1).end();
    }
    return sql.substring(start, end);
  }

  /** The text from here to the end. */
  public String rest() {
    int start = peek().start();
    at = tokens.size() - 1;
    String rest = sql.substring(start).strip();
    return rest.endsWith(";") ? rest.substring(0, rest.length() - 1).strip() : rest;
  }

  private boolean isAny(String... words) {
    for (String word : words) {
      if (isWord(word)) {
        return true;
      }
    }
    return false;
  }

  /** The exception that names what was wanted and what follows instead. */
  public SqliteSyntaxException unexpected(String wanted) {
    String found = ended() ? "the end" : "'" + sql.substring(peek().start(), peek().end()) + "'";
    return new SqliteSyntaxException(
        "at character "
            + (peek().start() + 1)
            + " is "
            + found
            + " where "
            + wanted
            + " is expected");
  }
}
