package io.tributary.common.sqlite;

import io.tributary.common.sql.Sql;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes expressions in PostgreSQL's SQL where that gives the same result, and throws {@link
 * SqliteSyntaxException} where it may not.
 */
final class ExpressionWriter {
  private static final Set<String> ORDERINGS = Set.of("<", "<=", ">", ">=");

  private final ColumnNames names;

  ExpressionWriter(ColumnNames names) {
    this.names = names;
  }

  /** Writes an expression's text. */
  static Typed write(String sql, ColumnNames names) {
    return ExpressionParser.parse(sql).writtenBy(new ExpressionWriter(names));
  }

  Typed numeral(String text) {
    if (text.toLowerCase(Locale.ROOT).startsWith("0x")) {
      // 64 bits, the first one being the sign.
      long value = new BigInteger(text.substring(2), 16).longValue();
      return new Typed(Long.toString(value), Family.INTEGER, null);
    }
    boolean whole = text.chars().allMatch(Character::isDigit);
    return new Typed(text, whole ? Family.INTEGER : Family.REAL, null);
  }

  Typed words(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new SqliteSyntaxException("a string holds a zero character");
    }
    return new Typed(Sql.literal(text).strip(), Family.TEXT, null);
  }

  Typed column(Expression.Column column) {
    return names
        .column(column.qualifier(), column.name())
        .orElseGet(
            () -> {
              if (!column.doubleQuoted()) {
                throw new SqliteSyntaxException("there is no column " + column.name() + " here");
              }
              return words(column.name());
            });
  }

  Typed prefixed(String operator, Expression operand) {
    Typed inner = operand.writtenBy(this);
    if (operator.equals("NOT")) {
      return new Typed("(NOT " + inner.condition() + ")", Family.BOOLEAN, null);
    }
    if (!inner.family().number()) {
      throw new SqliteSyntaxException("a sign is before what is no number");
    }
    return new Typed("(" + operator + " " + inner.sql() + ")", inner.family(), null);
  }

  Typed binary(Expression.Binary binary) {
    Typed left = binary.left().writtenBy(this);
    Typed right = binary.right().writtenBy(this);
    return switch (binary.operator()) {
      case "AND", "OR" ->
          new Typed(
              "(" + left.condition() + " " + binary.operator() + " " + right.condition() + ")",
              Family.BOOLEAN,
              null);
      case "+", "-", "*", "/", "%" -> Arithmetic.write(binary, left, right);
      case "||" -> concatenation(left, right);
      default -> comparison(binary.operator(), left, right);
    };
  }

  Typed membership(Expression.Membership membership) {
    Typed operand = membership.operand().writtenBy(this);
    List<String> values = new ArrayList<>();
    for (Expression value : membership.values()) {
      values.add(matched(operand, value.writtenBy(this)).sql());
    }
    String in = membership.negated() ? " NOT IN (" : " IN (";
    return new Typed(
        "(" + operand.sql() + in + String.join(", ", values) + "))", Family.BOOLEAN, null);
  }

  private static Typed concatenation(Typed left, Typed right) {
    if (left.family() != Family.TEXT || right.family() != Family.TEXT) {
      throw new SqliteSyntaxException("|| joins what is no text");
    }
    return new Typed("(" + left.sql() + " || " + right.sql() + ")", Family.TEXT, null);
  }

  private static Typed comparison(String operator, Typed left, Typed right) {
    Typed second = matched(left, right);
    Typed first = matched(second, left);
    String symbol =
        switch (operator) {
          case "IS" -> "IS NOT DISTINCT FROM";
          case "IS NOT" -> "IS DISTINCT FROM";
          default -> operator;
        };
    // SQLite orders text by its bytes, as PostgreSQL's collation C does.
    String order =
        first.family() == Family.TEXT && ORDERINGS.contains(operator) ? " COLLATE \"C\"" : "";
    return new Typed(
        "(" + first.sql() + " " + symbol + " " + second.sql() + order + ")", Family.BOOLEAN, null);
  }

  /** The second operand as one that can be compared with the first. */
  private static Typed matched(Typed first, Typed second) {
    if (first.collation() != null || second.collation() != null) {
      throw new SqliteSyntaxException("it compares by another collating sequence than BINARY");
    }
    boolean truth = first.family() == Family.BOOLEAN && second.family() == Family.INTEGER;
    if (truth && (second.sql().equals("0") || second.sql().equals("1"))) {
      return new Typed(second.sql().equals("1") ? "TRUE" : "FALSE", Family.BOOLEAN, null);
    }
    boolean back = second.family() == Family.BOOLEAN && first.family() == Family.INTEGER;
    if (!first.family().comparableWith(second.family())
        && !(back && (first.sql().equals("0") || first.sql().equals("1")))) {
      throw new SqliteSyntaxException("it compares " + first.family() + " with " + second.family());
    }
    return second;
  }
}
