package io.tributary.common.sqlite;

import java.util.ArrayList;
import java.util.List;

/** Reads tokens one after the other. Not thread-safe. */
final class TokenCursor {
  private final String sql;
  private final List<Token> tokens;
  private int at;

  TokenCursor(String sql) {
    this.sql = sql;
    this.tokens = Tokenizer.tokens(sql);
  }

  Token peek() {
    return tokens.get(at);
  }

  private Token peekSecond() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token next() {
    Token token = peek();
    if (token.kind() != Token.Kind.END) {
      at++;
    }
    return token;
  }

  boolean ended() {
    return peek().kind() == Token.Kind.END;
  }

  boolean isWord(String word) {
    return peek().isWord(word);
  }

  boolean isSymbol(String symbol) {
    return peek().isSymbol(symbol);
  }

  /** Whether the next two tokens are these words. */
  boolean areWords(String first, String second) {
    return peek().isWord(first) && peekSecond().isWord(second);
  }

  boolean secondIsSymbol(String symbol) {
    return peekSecond().isSymbol(symbol);
  }

  /** Passes the words if all of them follow. */
  boolean accept(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (at + i >= tokens.size() || !tokens.get(at + i).isWord(words[i])) {
        return false;
      }
    }
    at += words.length;
    return true;
  }

  boolean acceptSymbol(String symbol) {
    boolean found = isSymbol(symbol);
    at += found ? 1 : 0;
    return found;
  }

  void expect(String... words) {
    if (!accept(words)) {
      throw unexpected(String.join(" ", words));
    }
  }

  void expectSymbol(String symbol) {
    if (!acceptSymbol(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
  }

  String name() {
    if (!peek().isName()) {
      throw unexpected("a name");
    }
    return next().value();
  }

  /** Names in parentheses. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    expectSymbol("(");
    do {
      names.add(name());
    } while (acceptSymbol(","));
    expectSymbol(")");
    return names;
  }

  /** The text inside of the parentheses that begin here. */
  String parenthesized() {
    expectSymbol("(");
    int start = peek().start();
    int depth = 1;
    while (true) {
      Token token = next();
      if (token.kind() == Token.Kind.END) {
        throw unexpected("')'");
      }
      depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
      if (depth == 0) {
        return sql.substring(start, token.start()).strip();
      }
    }
  }

  /** The text up to a comma or closing parenthesis of this level, or to one of the words. */
  String item(String... enders) {
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
  String rest() {
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

  SqliteSyntaxException unexpected(String wanted) {
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
