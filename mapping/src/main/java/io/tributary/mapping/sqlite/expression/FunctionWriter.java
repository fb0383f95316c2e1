package io.tributary.mapping.sqlite.expression;

import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes calls of the functions that mean the same in both databases. */
final class FunctionWriter {
  private final ExpressionWriter writer;

  FunctionWriter(ExpressionWriter writer) {
    this.writer = writer;
  }

  TypedSql call(SqliteExpression.Call call) {
    List<TypedSql> arguments = call.arguments().stream().map(a -> a.writtenBy(writer)).toList();
    return switch (call.function()) {
      case "length" -> length(one(call, arguments));
      // SQLite folds ASCII only, as PostgreSQL does under the collation C.
      case "lower", "upper" ->
          text(call.function() + "(" + textOf(one(call, arguments)) + " COLLATE \"C\")");
      case "trim", "ltrim", "rtrim" ->
          text(
              (call.function().equals("trim") ? "btrim" : call.function())
                  + "("
                  + textOf(one(call, arguments))
                  + ")");
      case "abs" -> abs(one(call, arguments));
      case "coalesce", "ifnull" -> coalesce(arguments);
      default ->
          throw new SqliteSyntaxException("the function " + call.function() + " is not translated");
    };
  }

  private static TypedSql one(SqliteExpression.Call call, List<TypedSql> arguments) {
    if (arguments.size() != 1) {
      throw new SqliteSyntaxException(
          call.function() + " with " + arguments.size() + " arguments is not translated");
    }
    return arguments.get(0);
  }

  private static TypedSql length(TypedSql argument) {
    return switch (argument.family()) {
      case TEXT -> TypedSql.of("length(" + argument.sql() + ")", TypeFamily.INTEGER);
      case BYTES -> TypedSql.of("octet_length(" + argument.sql() + ")", TypeFamily.INTEGER);
      case INTEGER,
          REAL,
          DECIMAL,
          BOOLEAN,
          TIMESTAMP,
          TIMESTAMPTZ,
          DATE,
          TIME,
          JSON,
          UUID,
          OTHER,
          UNORDERED,
          NULL ->
          throw new SqliteSyntaxException("it measures the length of what is no text here");
    };
  }

  private static TypedSql abs(TypedSql argument) {
    if (!argument.family().number()) {
      throw new SqliteSyntaxException("abs of what is no number");
    }
    return TypedSql.number("abs(" + argument.sql() + ")", argument.family(), argument.number());
  }

  private static TypedSql coalesce(List<TypedSql> arguments) {
    TypeFamily family = TypeFamily.NULL;
    @Nullable NumberType number = null;
    for (TypedSql argument : arguments) {
      if (argument.family() == TypeFamily.NULL) {
        continue;
      }
      if (family != TypeFamily.NULL && !fits(family, argument.family())) {
        throw new SqliteSyntaxException("coalesce has values of several types");
      }
      family = family == TypeFamily.NULL ? argument.family() : family.with(argument.family());
      number = number == null ? argument.number() : number.with(argument.number());
    }
    if (family == TypeFamily.NULL) {
      throw new SqliteSyntaxException("coalesce has no value with a type");
    }
    @Nullable String collation = arguments.isEmpty() ? null : arguments.get(0).collation();
    String sql = String.join(", ", arguments.stream().map(TypedSql::sql).toList());
    return new TypedSql("coalesce(" + sql + ")", family, collation, number);
  }

  /** A whole number may stand for one that may be whole or not. */
  private static boolean fits(TypeFamily first, TypeFamily second) {
    Set<TypeFamily> both = EnumSet.of(first, second);
    return first == second || both.equals(EnumSet.of(TypeFamily.INTEGER, TypeFamily.DECIMAL));
  }

  private static TypedSql text(String sql) {
    return TypedSql.of(sql, TypeFamily.TEXT);
  }

  private static String textOf(TypedSql argument) {
    if (argument.family() != TypeFamily.TEXT) {
      throw new SqliteSyntaxException("a function of text has what is no text");
    }
    return argument.sql();
  }
}
