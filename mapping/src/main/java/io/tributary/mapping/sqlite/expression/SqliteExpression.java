package io.tributary.mapping.sqlite.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression of SQLite, of the subset that means the same in PostgreSQL. */
public sealed interface SqliteExpression {

  /** Has the writer write it. */
  TypedSql writtenBy(ExpressionWriter writer);

  /** A number as written. */
  record Numeral(String text) implements SqliteExpression {
    @Override
    public TypedSql writtenBy(ExpressionWriter writer) {
      return writer.numeral(text);
    }
  }

  /** A string. */
  record Words(String text) implements SqliteExpression {
    @Override
    public TypedSql writtenBy(ExpressionWriter writer) {
      return writer.words(text);
    }
  }

  /** NULL. */
  record Null() implements SqliteExpression {
    @Override
    public TypedSql writtenBy(ExpressionWriter writer) {
      return TypedSql.of("NULL", TypeFamily.NULL);
    }
  }

  /** A column; one in double quotes that does not exist is a string. */
  record Column(@Nullable String qualifier, String name, boolean doubleQuoted)
      implements SqliteExpression {
    @Override
    public TypedSql writtenBy(ExpressionWriter writer) {
      return writer.column(this);
    }
  }

  /** NOT, + or -. */
  record Prefixed(String operator, SqliteExpression operand) implements SqliteExpression {
    @Override
    public TypedSql writtenBy(ExpressionWriter writer) {
      return writer.prefixed(operator, operand);
    }
  }

  /** Two operands; the operator in upper case. */
  record Binary(String operator, SqliteExpression left, SqliteExpression right)
      implements SqliteExpression {
    @Override
    public TypedSql writtenBy(ExpressionWriter writer) {
      return writer.binary(this);
    }
  }

  /** IN a list of values. */
  record Membership(SqliteExpression operand, List<SqliteExpression> values, boolean negated)
      implements SqliteExpression {
    @Override
    public TypedSql writtenBy(ExpressionWriter writer) {
      return writer.membership(this);
    }
  }

  /** IS NULL and its other spellings. */
  record NullTest(SqliteExpression operand, boolean negated) implements SqliteExpression {
    @Override
    public TypedSql writtenBy(ExpressionWriter writer) {
      return TypedSql.of(
          "(" + operand.writtenBy(writer).sql() + (negated ? " IS NOT NULL)" : " IS NULL)"),
          TypeFamily.BOOLEAN);
    }
  }

  /** A function; the name in lower case. */
  record Call(String function, List<SqliteExpression> arguments) implements SqliteExpression {
    @Override
    public TypedSql writtenBy(ExpressionWriter writer) {
      return new FunctionWriter(writer).call(this);
    }
  }
}
