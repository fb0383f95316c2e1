package io.tributary.cdc.sqlite;

import io.tributary.cdc.schema.Session;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Source;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Runs a plan's statements one by one, so that a refused one is named. */
final class Statements {
  /** Classes of SQLSTATE that are not about the statement: connection, resources, operator. */
  private static final List<String> SURROUNDINGS = List.of("08", "53", "57", "58", "40", "55");

  private Statements() {}

  static void runAll(
      Session target, List<String> statements, SqliteSourceError refused, Source source) {
    statements.forEach(statement -> run(target, statement, refused, source));
  }

  /** Runs one; what PostgreSQL refuses is an error with the statement and PostgreSQL's detail. */
  static void run(Session target, String statement, SqliteSourceError refused, Source source) {
    try {
      target.run(statement);
    } catch (TributaryException e) {
      throw named(e, statement, refused, source);
    }
  }

  private static TributaryException named(
      TributaryException e, String statement, SqliteSourceError refused, Source source) {
    if (!(e.getCause() instanceof SQLException cause)
        || cause.getSQLState() == null
        || SURROUNDINGS.contains(cause.getSQLState().substring(0, 2))) {
      return e;
    }
    return new TributaryException(
        refused,
        "The target refuses a statement for source %s: %s. The statement: %s. %s"
            .formatted(source.name(), cause.getMessage(), statement, remedy(refused)),
        Map.of("source", source.name(), "sqlState", cause.getSQLState(), "statement", statement),
        cause);
  }

  private static String remedy(SqliteSourceError refused) {
    return switch (refused) {
      case DDL_FILE -> "Correct the DDL file; it is tried again.";
      case CONSTRAINT ->
          "Mend these rows at the source, then abort the migration and start it anew.";
      case TABLE_REFUSED, MAPPING, ORPHAN, NOT_PREPARED ->
          "Give the target's DDL as a file, or exclude the table.";
    };
  }
}
