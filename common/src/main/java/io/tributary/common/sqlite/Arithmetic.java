package io.tributary.common.sqlite;

/** Arithmetic, where both databases agree on the result. */
final class Arithmetic {
  private Arithmetic() {}

  static Typed write(Expression.Binary binary, Typed left, Typed right) {
    if (!left.family().number() || !right.family().number()) {
      throw new SqliteSyntaxException("it calculates with what is no number");
    }
    Family family = left.family().with(right.family());
    boolean divides = binary.operator().equals("/") || binary.operator().equals("%");
    if (divides) {
      checkDivision(binary, left.family(), family);
    }
    return new Typed(
        "(" + left.sql() + " " + binary.operator() + " " + right.sql() + ")", family, null);
  }

  /** Division by zero is NULL in SQLite and an error in PostgreSQL; decimals divide differently. */
  private static void checkDivision(Expression.Binary binary, Family left, Family family) {
    boolean constant =
        binary.right() instanceof Expression.Numeral numeral && numeral.text().matches(".*[1-9].*");
    if (!constant) {
      throw new SqliteSyntaxException("it divides by what may be zero");
    }
    boolean same = family == Family.INTEGER || left == Family.REAL && binary.operator().equals("/");
    if (!same) {
      throw new SqliteSyntaxException("it divides numbers that may be whole or not");
    }
  }
}
