package io.tributary.files.sqlite;

import io.tributary.common.error.RowValues;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite said, for people. */
public final class SqliteMessage {
  private static final Pattern QUOTED = Pattern.compile("[\"'].*[\"']", Pattern.DOTALL);

  private SqliteMessage() {}

  /** The message; values of rows as {@link RowValues} has it. */
  public static String of(Throwable failure) {
    String said = String.valueOf(failure.getMessage());
    return failure instanceof SQLException sql && !RowValues.shown() ? quiet(sql, said) : said;
  }

  /** A trigger's RAISE has any text; functions of SQLite quote the argument that they refuse. */
  private static String quiet(SQLException failure, String said) {
    if (failure instanceof SQLiteException sqlite
        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_TRIGGER) {
      return "[SQLITE_CONSTRAINT_TRIGGER] a trigger's text, " + RowValues.HIDDEN;
    }
    return failure.getErrorCode() == SQLiteErrorCode.SQLITE_ERROR.code
        ? QUOTED.matcher(said).replaceAll("…")
        : said;
  }
}
