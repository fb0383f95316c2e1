package io.tributary.mapping.sqlite.expression;

import io.tributary.mapping.sqlite.token.SqliteSyntaxException;

/**
 * Writes arithmetic on whose result both databases agree. SQLite calculates with 64-bit integers
 * where both numbers are INTEGER, and else with doubles, also in NUMERIC columns. So only INTEGER
 * columns are calculated with as they are, and everything else as double precision.
 */
final class ArithmeticWriter {
  private ArithmeticWriter() {}

  static TypedSql write(SqliteExpression.Binary binary, TypedSql left, TypedSql right) {
    if (!left.family().number() || !right.family().number()) {
      throw new SqliteSyntaxException("it calculates with what is no number");
    }
    TypeFamily family = left.family().with(right.family());
    boolean divides = binary.operator().equals("/") || binary.operator().equals("%");
    if (divides) {
      checkDivision(binary, family);
    }
    String operator = " " + binary.operator() + " ";
    if (family != TypeFamily.INTEGER) {
      String sql = "(" + left.asDouble() + operator + right.asDouble() + ")";
      return TypedSql.number(sql, family, NumberType.DOUBLE);
    }
    // One of 64 bits is enough for the result to have them.
    boolean wide = left.number() == NumberType.BIGINT || right.number() == NumberType.BIGINT;
    String first = wide ? left.sql() : left.asBigint();
    return TypedSql.of("(" + first + operator + right.sql() + ")", family);
  }

  /**
   * Division by zero is NULL in SQLite and an error in PostgreSQL. INTEGER is divided by INTEGER
   * without a fraction, so what may be either cannot be divided.
   */
  private static void checkDivision(SqliteExpression.Binary binary, TypeFamily family) {
    boolean constant =
        binary.right() instanceof SqliteExpression.Numeral numeral
            && numeral.text().matches(".*[1-9].*");
    if (!constant) {
      throw new SqliteSyntaxException("it divides by what may be zero");
    }
    boolean same =
        family == TypeFamily.INTEGER || family == TypeFamily.REAL && binary.operator().equals("/");
    if (!same) {
      throw new SqliteSyntaxException("it divides numbers that may be whole or not");
    }
  }
}
