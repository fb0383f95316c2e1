package io.tributary.common.error;

import java.sql.SQLException;
import java.util.regex.Pattern;

/** What SQLite said, for people. Knows its driver by the spelling of its messages alone. */
public final class SqliteMessage {
  private static final int ERROR = 1;
  private static final String TRIGGER = "[SQLITE_CONSTRAINT_TRIGGER]";
  private static final Pattern QUOTED = Pattern.compile("[\"'].*[\"']", Pattern.DOTALL);

  private SqliteMessage() {}

  /** The message; values of rows as {@link RowValues} has it. */
  public static String of(Throwable failure) {
    String said = String.valueOf(failure.getMessage());
    return failure instanceof SQLException sql && !RowValues.shown() ? quiet(sql, said) : said;
  }

  /** A trigger's RAISE has any text; functions of SQLite quote the argument that they refuse. */
  private static String quiet(SQLException failure, String said) {
    if (said.startsWith(TRIGGER)) {
      return TRIGGER + " a trigger's text, " + RowValues.HIDDEN;
    }
    return failure.getErrorCode() == ERROR ? QUOTED.matcher(said).replaceAll("…") : said;
  }
}
