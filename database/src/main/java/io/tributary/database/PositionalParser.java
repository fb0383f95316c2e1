package io.tributary.database;

import org.jdbi.v3.core.statement.ParsedParameters;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Hands a statement to the driver as it is written. Jdbi's own parsers look for names behind
 * colons, which PostgreSQL has in casts and slices of arrays; question marks are the driver's.
 */
final class PositionalParser implements SqlParser {
  private static final String BOUND = "bound";

  @Override
  public ParsedSql parse(String sql, StatementContext context) {
    return ParsedSql.of(sql, ParsedParameters.positional((int) context.getAttribute(BOUND)));
  }

  @Override
  public String nameParameter(String name, StatementContext context) {
    return "?";
  }

  /** Binds the values in their order. */
  static <S extends SqlStatement<S>> S bind(S statement, @Nullable Object... values) {
    statement.define(BOUND, values.length);
    for (int i = 0; i < values.length; i++) {
      statement.bind(i, values[i]);
    }
    return statement;
  }
}
