package io.tributary.mapping.sqlite.expression;

import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's text of an expression.
 *
 * @param sql the text
 * @param family its type
 * @param collation SQLite's collating sequence when it is not BINARY; null otherwise
 * @param number which type of PostgreSQL's a number has; null when it is none
 */
public record TypedSql(
    String sql, TypeFamily family, @Nullable String collation, @Nullable NumberType number) {

  /** An expression that compares by bytes; a number is of its family's widest type. */
  public static TypedSql of(String sql, TypeFamily family) {
    return new TypedSql(sql, family, null);
  }

  /** A number of a type, null where the expression is none. */
  static TypedSql number(String sql, TypeFamily family, @Nullable NumberType type) {
    return new TypedSql(sql, family, null, type);
  }

  /** A number is of its family's widest type. */
  public TypedSql(String sql, TypeFamily family, @Nullable String collation) {
    this(sql, family, collation, NumberType.of(family));
  }

  /** The text for where PostgreSQL wants a boolean: a number is true unless it is 0. */
  public String condition() {
    if (family == TypeFamily.BOOLEAN || family == TypeFamily.NULL) {
      return sql;
    }
    if (!family.number()) {
      throw new SqliteSyntaxException("a value is used as a condition");
    }
    return "(" + sql + " <> 0)";
  }

  /** The number as SQLite calculates with it when not all numbers are INTEGER. */
  public String asDouble() {
    return number == NumberType.DOUBLE ? sql : sql + "::double precision";
  }

  /** A whole number of 64 bits, as SQLite calculates with it. */
  String asBigint() {
    return number == NumberType.BIGINT ? sql : sql + "::bigint";
  }
}
