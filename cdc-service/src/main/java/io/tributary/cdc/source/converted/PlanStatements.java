package io.tributary.cdc.source.converted;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.source.Source;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.DatabaseSession;
import io.tributary.database.ServerMessage;
import java.util.List;
import java.util.Map;

/**
 * Runs a plan's statements one by one, so that a refused one is named.
 *
 * @param target where
 * @param source whose plan it is
 * @param refused the error of a refused statement, whose remedy the message ends with
 */
public record PlanStatements(DatabaseSession target, Source source, ErrorCode refused) {
  /** Classes of SQLSTATE that are not about the statement: connection, resources, operator. */
  private static final List<String> SURROUNDINGS = List.of("08", "53", "57", "58", "40", "55");

  /** Runs all of them, in order. */
  public void runAll(List<String> statements) {
    statements.forEach(this::run);
  }

  /**
   * Runs one.
   *
   * @throws TributaryException with the statement and PostgreSQL's detail
   */
  public void run(String statement) {
    try {
      target.run(statement);
    } catch (DatabaseFailure e) {
      throw named(e, statement);
    }
  }

  private TributaryException named(DatabaseFailure e, String statement) {
    if (e.sqlState().isEmpty() || SURROUNDINGS.contains(e.sqlState().substring(0, 2))) {
      return e;
    }
    return new TributaryException(
        refused,
        "The target refuses a statement for source %s: %s. The statement: %s. %s"
            .formatted(
                source.name(), ServerMessage.of(e.failure()), statement, refused.fact().remedy()),
        Map.of("source", source.name(), "sqlState", e.sqlState(), "statement", statement),
        e.failure());
  }
}
