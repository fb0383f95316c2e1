package io.tributary.mapping.sqlite.expression;

import io.tributary.mapping.sqlite.token.SqliteToken;
import io.tributary.mapping.sqlite.token.SqliteTokenCursor;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads comparisons: equalities bind less than inequalities. */
final class PredicateParser {
  private static final Set<String> EQUALITIES = Set.of("=", "==", "<>", "!=");
  private static final Set<String> INEQUALITIES = Set.of("<", "<=", ">", ">=");

  private final SqliteTokenCursor cursor;
  private final ExpressionParser parser;

  PredicateParser(SqliteTokenCursor cursor, ExpressionParser parser) {
    this.cursor = cursor;
    this.parser = parser;
  }

  SqliteExpression predicate() {
    SqliteExpression left = inequality();
    while (true) {
      SqliteExpression next = after(left);
      if (next == null) {
        return left;
      }
      left = next;
    }
  }

  /** What one more operator makes of the left side; null when none follows. */
  private @Nullable SqliteExpression after(SqliteExpression left) {
    if (isSymbol(EQUALITIES)) {
      return new SqliteExpression.Binary(equality(cursor.next().value()), left, inequality());
    }
    if (cursor.accept("ISNULL")) {
      return new SqliteExpression.NullTest(left, false);
    }
    if (cursor.accept("NOTNULL") || cursor.accept("NOT", "NULL")) {
      return new SqliteExpression.NullTest(left, true);
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

  private SqliteExpression is(SqliteExpression left) {
    boolean negated = cursor.accept("NOT");
    if (cursor.accept("NULL")) {
      return new SqliteExpression.NullTest(left, negated);
    }
    if (cursor.isWord("TRUE") || cursor.isWord("FALSE") || cursor.isWord("DISTINCT")) {
      throw cursor.unexpected("a value");
    }
    return new SqliteExpression.Binary(negated ? "IS NOT" : "IS", left, inequality());
  }

  private SqliteExpression range(SqliteExpression left, boolean negated) {
    if (cursor.accept("BETWEEN")) {
      SqliteExpression low = inequality();
      cursor.expect("AND");
      SqliteExpression both =
          new SqliteExpression.Binary(
              "AND",
              new SqliteExpression.Binary(">=", left, low),
              new SqliteExpression.Binary("<=", left, inequality()));
      return negated ? new SqliteExpression.Prefixed("NOT", both) : both;
    }
    cursor.expect("IN");
    cursor.expectSymbol("(");
    List<SqliteExpression> values = parser.list();
    cursor.expectSymbol(")");
    return new SqliteExpression.Membership(left, values, negated);
  }

  private SqliteExpression inequality() {
    SqliteExpression left = parser.sum();
    while (isSymbol(INEQUALITIES)) {
      left = new SqliteExpression.Binary(cursor.next().value(), left, parser.sum());
    }
    return left;
  }

  private boolean isSymbol(Set<String> symbols) {
    return cursor.peek().kind() == SqliteToken.Kind.SYMBOL
        && symbols.contains(cursor.peek().value());
  }

  private static String equality(String symbol) {
    return symbol.equals("=") || symbol.equals("==") ? "=" : "<>";
  }
}
