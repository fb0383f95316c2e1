package io.tributary.common.sqlite;

/**
 * PostgreSQL's text of an expression.
 *
 * @param sql the text
 * @param family its type
 * @param collation SQLite's collating sequence when it is not BINARY; null otherwise
 */
record Typed(String sql, Family family, String collation) {

  /** The text for where PostgreSQL wants a boolean: a number is true unless it is 0. */
  String condition() {
    if (family == Family.BOOLEAN || family == Family.NULL) {
      return sql;
    }
    if (!family.number()) {
      throw new SqliteSyntaxException("a value is used as a condition");
    }
    return "(" + sql + " <> 0)";
  }
}
