package io.tributary.mapping.sqlite.expression;

import io.tributary.common.sql.Sql;
import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes expressions in PostgreSQL's SQL where that gives the same result, and throws {@link
 * SqliteSyntaxException} where it may not.
 */
public final class ExpressionWriter {
  private static final Set<String> ORDERINGS = Set.of("<", "<=", ">", ">=");

  private final ColumnResolver names;

  /** A writer for expressions over these columns. */
  public ExpressionWriter(ColumnResolver names) {
    this.names = names;
  }

  /** Writes an expression's text. */
  public static TypedSql write(String sql, ColumnResolver names) {
    return ExpressionParser.parse(sql).writtenBy(new ExpressionWriter(names));
  }

  TypedSql numeral(String text) {
    return NumeralWriter.of(text);
  }

  TypedSql words(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new SqliteSyntaxException("a string holds a zero character");
    }
    return TypedSql.of(Sql.literal(text).strip(), TypeFamily.TEXT);
  }

  TypedSql column(SqliteExpression.Column column) {
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

  TypedSql prefixed(String operator, SqliteExpression operand) {
    TypedSql inner = operand.writtenBy(this);
    if (operator.equals("NOT")) {
      return TypedSql.of("(NOT " + inner.condition() + ")", TypeFamily.BOOLEAN);
    }
    if (!inner.family().number()) {
      throw new SqliteSyntaxException("a sign is before what is no number");
    }
    boolean lowest = operator.equals("-") && operand.equals(NumeralWriter.BEYOND_HIGHEST);
    return lowest
        ? NumeralWriter.lowest()
        : TypedSql.number("(" + operator + " " + inner.sql() + ")", inner.family(), inner.number());
  }

  TypedSql binary(SqliteExpression.Binary binary) {
    TypedSql left = binary.left().writtenBy(this);
    TypedSql right = binary.right().writtenBy(this);
    return switch (binary.operator()) {
      case "AND", "OR" ->
          TypedSql.of(
              "(" + left.condition() + " " + binary.operator() + " " + right.condition() + ")",
              TypeFamily.BOOLEAN);
      case "+", "-", "*", "/", "%" -> ArithmeticWriter.write(binary, left, right);
      case "||" -> concatenation(left, right);
      default -> comparison(binary.operator(), left, right);
    };
  }

  TypedSql membership(SqliteExpression.Membership membership) {
    TypedSql operand = membership.operand().writtenBy(this);
    List<String> values = new ArrayList<>();
    for (SqliteExpression value : membership.values()) {
      values.add(matched(operand, value.writtenBy(this)).sql());
    }
    String in = membership.negated() ? " NOT IN (" : " IN (";
    return TypedSql.of(
        "(" + operand.sql() + in + String.join(", ", values) + "))", TypeFamily.BOOLEAN);
  }

  private static TypedSql concatenation(TypedSql left, TypedSql right) {
    if (left.family() != TypeFamily.TEXT || right.family() != TypeFamily.TEXT) {
      throw new SqliteSyntaxException("|| joins what is no text");
    }
    return TypedSql.of("(" + left.sql() + " || " + right.sql() + ")", TypeFamily.TEXT);
  }

  private static TypedSql comparison(String operator, TypedSql left, TypedSql right) {
    TypedSql second = matched(left, right);
    TypedSql first = matched(second, left);
    String symbol =
        switch (operator) {
          case "IS" -> "IS NOT DISTINCT FROM";
          case "IS NOT" -> "IS DISTINCT FROM";
          default -> operator;
        };
    // SQLite orders text by its bytes, as PostgreSQL's collation C does.
    String order =
        first.family() == TypeFamily.TEXT && ORDERINGS.contains(operator) ? " COLLATE \"C\"" : "";
    return TypedSql.of(
        "(" + first.sql() + " " + symbol + " " + second.sql() + order + ")", TypeFamily.BOOLEAN);
  }

  /** The second operand as one that can be compared with the first. */
  private static TypedSql matched(TypedSql first, TypedSql second) {
    if (first.collation() != null || second.collation() != null) {
      throw new SqliteSyntaxException("it compares by another collating sequence than BINARY");
    }
    boolean truth = first.family() == TypeFamily.BOOLEAN && second.family() == TypeFamily.INTEGER;
    if (truth && (second.sql().equals("0") || second.sql().equals("1"))) {
      return TypedSql.of(second.sql().equals("1") ? "TRUE" : "FALSE", TypeFamily.BOOLEAN);
    }
    boolean back = second.family() == TypeFamily.BOOLEAN && first.family() == TypeFamily.INTEGER;
    if (!first.family().comparableWith(second.family())
        && !(back && (first.sql().equals("0") || first.sql().equals("1")))) {
      throw new SqliteSyntaxException(
          first.family() == TypeFamily.OTHER || second.family() == TypeFamily.OTHER
              ? "it compares a column whose values are of another kind in the target"
              : "it compares " + first.family() + " with " + second.family());
    }
    return second;
  }
}
