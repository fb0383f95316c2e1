package io.tributary.files.sqlite;

import io.tributary.common.error.RowValues;
import io.tributary.common.error.SqliteMessage;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Stops the stream, or refuses a step, with a code. Connect fails a task with whatever it throws;
 * an exception of Connect's own would make the fence and the removal need Connect's classes.
 */
public final class SqliteFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int PRIMARY = 0xff;

  private final SqliteError error;
  private final String what;

  SqliteFailure(SqliteError error, String message, @Nullable Throwable cause) {
    super(error.code() + ": " + message, RowValues.cause(cause));
    this.error = error;
    this.what = message;
  }

  /** What went wrong. */
  public SqliteError error() {
    return error;
  }

  /** The message without its code. */
  public String what() {
    return what;
  }

  /** What SQLite's own error about a file means. */
  public static SqliteFailure of(Path file, SQLException e) {
    String said = " (" + SqliteMessage.of(e) + ")";
    return switch (e.getErrorCode() & PRIMARY) {
      case 5, 6 -> SqliteError.BUSY.failure(file + " is locked by another process" + said, e);
      case 3, 8, 23 ->
          SqliteError.READ_ONLY.failure(
              file
                  + " or its directory cannot be written; the capture's log needs that. Grant it"
                  + " and restart the task"
                  + said,
              e);
      case 10 -> SqliteError.IO_ERROR.failure(file + " cannot be read or written" + said, e);
      case 11 ->
          SqliteError.CORRUPT.failure(
              file + " is corrupt; check it with PRAGMA integrity_check and restore it" + said, e);
      case 13 -> SqliteError.DISK_FULL.failure("no room to write to " + file + said, e);
      case 14 -> SqliteError.CANNOT_OPEN.failure(file + " cannot be opened" + said, e);
      case 26 ->
          SqliteError.NOT_A_DATABASE.failure(
              file + " is not an SQLite database, or it is encrypted" + said, e);
      default -> other(file, e, said);
    };
  }

  private static SqliteFailure other(Path file, SQLException e, String said) {
    if (String.valueOf(e.getMessage()).contains("no such table: " + SqliteNames.OWN)
        || String.valueOf(e.getMessage()).contains("no such table: main." + SqliteNames.OWN)) {
      return SqliteError.CAPTURE_MISSING.failure(
          "the capture's tables are gone from "
              + file
              + ", so changes may have been missed. Delete the connector with its offsets and"
              + " create it again"
              + said,
          e);
    }
    return SqliteError.FAILED.failure("SQLite refused a statement on " + file + said, e);
  }
}
