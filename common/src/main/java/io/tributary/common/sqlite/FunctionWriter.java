package io.tributary.common.sqlite;

import java.util.List;

/** Writes calls of the functions that mean the same in both databases. */
final class FunctionWriter {
  private final ExpressionWriter writer;

  FunctionWriter(ExpressionWriter writer) {
    this.writer = writer;
  }

  Typed call(Expression.Call call) {
    List<Typed> arguments = call.arguments().stream().map(a -> a.writtenBy(writer)).toList();
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

  private static Typed one(Expression.Call call, List<Typed> arguments) {
    if (arguments.size() != 1) {
      throw new SqliteSyntaxException(
          call.function() + " with " + arguments.size() + " arguments is not translated");
    }
    return arguments.get(0);
  }

  private static Typed length(Typed argument) {
    return switch (argument.family()) {
      case TEXT -> new Typed("length(" + argument.sql() + ")", Family.INTEGER, null);
      case BYTES -> new Typed("octet_length(" + argument.sql() + ")", Family.INTEGER, null);
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

  private static Typed abs(Typed argument) {
    if (!argument.family().number()) {
      throw new SqliteSyntaxException("abs of what is no number");
    }
    return new Typed("abs(" + argument.sql() + ")", argument.family(), null);
  }

  private static Typed coalesce(List<Typed> arguments) {
    Family family = Family.NULL;
    for (Typed argument : arguments) {
      boolean fits = family == Family.NULL || argument.family() == family;
      if (!fits && argument.family() != Family.NULL) {
        throw new SqliteSyntaxException("coalesce has values of several types");
      }
      family = family == Family.NULL ? argument.family() : family;
    }
    if (family == Family.NULL) {
      throw new SqliteSyntaxException("coalesce has no value with a type");
    }
    String collation = arguments.isEmpty() ? null : arguments.get(0).collation();
    String sql = String.join(", ", arguments.stream().map(Typed::sql).toList());
    return new Typed("coalesce(" + sql + ")", family, collation);
  }

  private static Typed text(String sql) {
    return new Typed(sql, Family.TEXT, null);
  }

  private static String textOf(Typed argument) {
    if (argument.family() != Family.TEXT) {
      throw new SqliteSyntaxException("a function of text has what is no text");
    }
    return argument.sql();
  }
}
