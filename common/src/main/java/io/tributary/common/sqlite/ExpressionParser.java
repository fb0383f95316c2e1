package io.tributary.common.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads expressions of the subset, with SQLite's precedence. Anything else makes it throw {@link
 * SqliteSyntaxException}.
 */
final class ExpressionParser {
  private final TokenCursor cursor;

  ExpressionParser(TokenCursor cursor) {
    this.cursor = cursor;
  }

  /** Reads a text that is one expression. */
  static Expression parse(String sql) {
    TokenCursor cursor = new TokenCursor(sql);
    Expression expression = new ExpressionParser(cursor).expression();
    if (!cursor.ended()) {
      throw cursor.unexpected("the end of what is translated");
    }
    return expression;
  }

  Expression expression() {
    Expression left = conjunction();
    while (cursor.accept("OR")) {
      left = new Expression.Binary("OR", left, conjunction());
    }
    return left;
  }

  private Expression conjunction() {
    Expression left = negation();
    while (cursor.accept("AND")) {
      left = new Expression.Binary("AND", left, negation());
    }
    return left;
  }

  private Expression negation() {
    return cursor.accept("NOT")
        ? new Expression.Prefixed("NOT", negation())
        : new PredicateParser(cursor, this).predicate();
  }

  /** Below comparisons: arithmetic, then ||, then prefixes. */
  Expression sum() {
    Expression left = product();
    while (cursor.isSymbol("+") || cursor.isSymbol("-")) {
      left = new Expression.Binary(cursor.next().value(), left, product());
    }
    return left;
  }

  private Expression product() {
    Expression left = concatenation();
    while (cursor.isSymbol("*") || cursor.isSymbol("/") || cursor.isSymbol("%")) {
      left = new Expression.Binary(cursor.next().value(), left, concatenation());
    }
    return left;
  }

  private Expression concatenation() {
    Expression left = prefixed();
    while (cursor.acceptSymbol("||")) {
      left = new Expression.Binary("||", left, prefixed());
    }
    return left;
  }

  private Expression prefixed() {
    return cursor.isSymbol("-") || cursor.isSymbol("+")
        ? new Expression.Prefixed(cursor.next().value(), prefixed())
        : primary();
  }

  private Expression primary() {
    if (cursor.acceptSymbol("(")) {
      Expression inner = expression();
      cursor.expectSymbol(")");
      return inner;
    }
    Token token = cursor.peek();
    return switch (token.kind()) {
      case NUMBER -> new Expression.Numeral(cursor.next().value());
      case STRING -> new Expression.Words(cursor.next().value());
      case WORD -> word();
      case DOUBLE_QUOTED, QUOTED_NAME -> column();
      case BLOB, SYMBOL, END -> throw cursor.unexpected("a value");
    };
  }

  private Expression word() {
    String word = cursor.peek().value().toUpperCase(Locale.ROOT);
    if (cursor.secondIsSymbol("(")) {
      return call();
    }
    switch (word) {
      case "CASE", "CAST", "EXISTS", "SELECT", "RAISE", "NOT" -> throw cursor.unexpected("a value");
      case "CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME" ->
          throw cursor.unexpected("a value that stays the same");
      case "NULL" -> {
        cursor.next();
        return new Expression.Null();
      }
      case "TRUE", "FALSE" -> {
        cursor.next();
        return new Expression.Numeral(word.equals("TRUE") ? "1" : "0");
      }
      default -> {
        return column();
      }
    }
  }

  private Expression column() {
    boolean doubleQuoted = cursor.peek().kind() == Token.Kind.DOUBLE_QUOTED;
    String name = cursor.name();
    return cursor.acceptSymbol(".")
        ? new Expression.Column(name, cursor.name(), false)
        : new Expression.Column(null, name, doubleQuoted);
  }

  private Expression call() {
    String function = cursor.name().toLowerCase(Locale.ROOT);
    cursor.expectSymbol("(");
    List<Expression> arguments = cursor.isSymbol(")") ? List.of() : list();
    cursor.expectSymbol(")");
    return new Expression.Call(function, arguments);
  }

  List<Expression> list() {
    List<Expression> values = new ArrayList<>();
    do {
      values.add(expression());
    } while (cursor.acceptSymbol(","));
    return values;
  }
}
