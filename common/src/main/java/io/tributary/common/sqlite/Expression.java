package io.tributary.common.sqlite;

import java.util.List;

/** An expression of the subset that means the same in SQLite and PostgreSQL. */
sealed interface Expression {

  /** Has the writer write it. */
  Typed writtenBy(ExpressionWriter writer);

  /** A number as written. */
  record Numeral(String text) implements Expression {
    @Override
    public Typed writtenBy(ExpressionWriter writer) {
      return writer.numeral(text);
    }
  }

  /** A string. */
  record Words(String text) implements Expression {
    @Override
    public Typed writtenBy(ExpressionWriter writer) {
      return writer.words(text);
    }
  }

  /** NULL. */
  record Null() implements Expression {
    @Override
    public Typed writtenBy(ExpressionWriter writer) {
      return new Typed("NULL", Family.NULL, null);
    }
  }

  /** A column; one in double quotes that does not exist is a string. */
  record Column(String qualifier, String name, boolean doubleQuoted) implements Expression {
    @Override
    public Typed writtenBy(ExpressionWriter writer) {
      return writer.column(this);
    }
  }

  /** NOT, + or -. */
  record Prefixed(String operator, Expression operand) implements Expression {
    @Override
    public Typed writtenBy(ExpressionWriter writer) {
      return writer.prefixed(operator, operand);
    }
  }

  /** Two operands; the operator in upper case. */
  record Binary(String operator, Expression left, Expression right) implements Expression {
    @Override
    public Typed writtenBy(ExpressionWriter writer) {
      return writer.binary(this);
    }
  }

  /** IN a list of values. */
  record Membership(Expression operand, List<Expression> values, boolean negated)
      implements Expression {
    @Override
    public Typed writtenBy(ExpressionWriter writer) {
      return writer.membership(this);
    }
  }

  /** IS NULL and its other spellings. */
  record NullTest(Expression operand, boolean negated) implements Expression {
    @Override
    public Typed writtenBy(ExpressionWriter writer) {
      return new Typed(
          "(" + operand.writtenBy(writer).sql() + (negated ? " IS NOT NULL)" : " IS NULL)"),
          Family.BOOLEAN,
          null);
    }
  }

  /** A function; the name in lower case. */
  record Call(String function, List<Expression> arguments) implements Expression {
    @Override
    public Typed writtenBy(ExpressionWriter writer) {
      return new FunctionWriter(writer).call(this);
    }
  }
}
