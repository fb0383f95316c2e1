package io.tributary.mapping.sqlite.expression;

import io.tributary.mapping.sqlite.token.SqliteToken;
import io.tributary.mapping.sqlite.token.SqliteTokenCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads expressions of the subset, with SQLite's precedence. Anything else makes it throw {@link
 * SqliteSyntaxException}.
 */
public final class ExpressionParser {
  private final SqliteTokenCursor cursor;

  /** A parser of the expression at which the cursor stands. */
  public ExpressionParser(SqliteTokenCursor cursor) {
    this.cursor = cursor;
  }

  /** Reads a text that is one expression. */
  static SqliteExpression parse(String sql) {
    SqliteTokenCursor cursor = new SqliteTokenCursor(sql);
    SqliteExpression expression = new ExpressionParser(cursor).expression();
    if (!cursor.ended()) {
      throw cursor.unexpected("the end of what is translated");
    }
    return expression;
  }

  /** Reads one expression and leaves the cursor behind it. */
  public SqliteExpression expression() {
    SqliteExpression left = conjunction();
    while (cursor.accept("OR")) {
      left = new SqliteExpression.Binary("OR", left, conjunction());
    }
    return left;
  }

  private SqliteExpression conjunction() {
    SqliteExpression left = negation();
    while (cursor.accept("AND")) {
      left = new SqliteExpression.Binary("AND", left, negation());
    }
    return left;
  }

  private SqliteExpression negation() {
    return cursor.accept("NOT")
        ? new SqliteExpression.Prefixed("NOT", negation())
        : new PredicateParser(cursor, this).predicate();
  }

  /** Below comparisons: arithmetic, then ||, then prefixes. */
  SqliteExpression sum() {
    SqliteExpression left = product();
    while (cursor.isSymbol("+") || cursor.isSymbol("-")) {
      left = new SqliteExpression.Binary(cursor.next().value(), left, product());
    }
    return left;
  }

  private SqliteExpression product() {
    SqliteExpression left = concatenation();
    while (cursor.isSymbol("*") || cursor.isSymbol("/") || cursor.isSymbol("%")) {
      left = new SqliteExpression.Binary(cursor.next().value(), left, concatenation());
    }
    return left;
  }

  private SqliteExpression concatenation() {
    SqliteExpression left = prefixed();
    while (cursor.acceptSymbol("||")) {
      left = new SqliteExpression.Binary("||", left, prefixed());
    }
    return left;
  }

  private SqliteExpression prefixed() {
    return cursor.isSymbol("-") || cursor.isSymbol("+")
        ? new SqliteExpression.Prefixed(cursor.next().value(), prefixed())
        : primary();
  }

  private SqliteExpression primary() {
    if (cursor.acceptSymbol("(")) {
      SqliteExpression inner = expression();
      cursor.expectSymbol(")");
      return inner;
    }
    SqliteToken token = cursor.peek();
    return switch (token.kind()) {
      case NUMBER -> new SqliteExpression.Numeral(cursor.next().value());
      case STRING -> new SqliteExpression.Words(cursor.next().value());
      case WORD -> word();
      case DOUBLE_QUOTED, QUOTED_NAME -> column();
      case BLOB, SYMBOL, END -> throw cursor.unexpected("a value");
    };
  }

  private SqliteExpression word() {
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
        return new SqliteExpression.Null();
      }
      case "TRUE", "FALSE" -> {
        cursor.next();
        return new SqliteExpression.Numeral(word.equals("TRUE") ? "1" : "0");
      }
      default -> {
        return column();
      }
    }
  }

  private SqliteExpression column() {
    boolean doubleQuoted = cursor.peek().kind() == SqliteToken.Kind.DOUBLE_QUOTED;
    String name = cursor.name();
    return cursor.acceptSymbol(".")
        ? new SqliteExpression.Column(name, cursor.name(), false)
        : new SqliteExpression.Column(null, name, doubleQuoted);
  }

  private SqliteExpression call() {
    String function = cursor.name().toLowerCase(Locale.ROOT);
    cursor.expectSymbol("(");
    List<SqliteExpression> arguments = cursor.isSymbol(")") ? List.of() : list();
    cursor.expectSymbol(")");
    return new SqliteExpression.Call(function, arguments);
  }

  List<SqliteExpression> list() {
    List<SqliteExpression> values = new ArrayList<>();
    do {
      values.add(expression());
    } while (cursor.acceptSymbol(","));
    return values;
  }
}
