package io.tributary.common.sqlite;

import java.util.List;
import java.util.Set;

/** Reads comparisons: equalities bind less than inequalities. */
final class PredicateParser {
  private static final Set<String> EQUALITIES = Set.of("=", "==", "<>", "!=");
  private static final Set<String> INEQUALITIES = Set.of("<", "<=", ">", ">=");

  private final TokenCursor cursor;
  private final ExpressionParser parser;

  PredicateParser(TokenCursor cursor, ExpressionParser parser) {
    this.cursor = cursor;
    this.parser = parser;
  }

  Expression predicate() {
    Expression left = inequality();
    while (true) {
      Expression next = after(left);
      if (next == null) {
        return left;
      }
      left = next;
    }
  }

  /** What one more operator makes of the left side; null when none follows. */
  private Expression after(Expression left) {
    if (isSymbol(EQUALITIES)) {
      return new Expression.Binary(equality(cursor.next().value()), left, inequality());
    }
    if (cursor.accept("ISNULL")) {
      return new Expression.NullTest(left, false);
    }
    if (cursor.accept("NOTNULL") || cursor.accept("NOT", "NULL")) {
      return new Expression.NullTest(left, true);
    }
    if (cursor.accept("IS")) {
      return is(left);
    }
    if (cursor.areWords("NOT", "IN") || cursor.areWords("NOT", "BETWEEN")) {
      cursor.next();
      return range(left, true);
    }
    return cursor.isWord("IN") || cursor.isWord("BETWEEN") ? range(left, false) : null;
  }

  private Expression is(Expression left) {
    boolean negated = cursor.accept("NOT");
    if (cursor.accept("NULL")) {
      return new Expression.NullTest(left, negated);
    }
    if (cursor.isWord("TRUE") || cursor.isWord("FALSE") || cursor.isWord("DISTINCT")) {
      throw cursor.unexpected("a value");
    }
    return new Expression.Binary(negated ? "IS NOT" : "IS", left, inequality());
  }

  private Expression range(Expression left, boolean negated) {
    if (cursor.accept("BETWEEN")) {
      Expression low = inequality();
      cursor.expect("AND");
      Expression both =
          new Expression.Binary(
              "AND",
              new Expression.Binary(">=", left, low),
              new Expression.Binary("<=", left, inequality()));
      return negated ? new Expression.Prefixed("NOT", both) : both;
    }
    cursor.expect("IN");
    cursor.expectSymbol("(");
    List<Expression> values = parser.list();
    cursor.expectSymbol(")");
    return new Expression.Membership(left, values, negated);
  }

  private Expression inequality() {
    Expression left = parser.sum();
    while (isSymbol(INEQUALITIES)) {
      left = new Expression.Binary(cursor.next().value(), left, parser.sum());
    }
    return left;
  }

  private boolean isSymbol(Set<String> symbols) {
    return cursor.peek().kind() == Token.Kind.SYMBOL && symbols.contains(cursor.peek().value());
  }

  private static String equality(String symbol) {
    return symbol.equals("=") || symbol.equals("==") ? "=" : "<>";
  }
}
