package io.tributary.cdc.sqlite.file;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;
import io.tributary.common.error.TributaryException;
import io.tributary.connect.sqlite.SqliteError;
import io.tributary.connect.sqlite.SqliteFailure;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * What can be wrong with a SQLite file: the errors that the connector reports by the same codes,
 * and for each whether it passes by itself or once somebody mends the file's surroundings.
 */
public enum SqliteFileError implements ErrorCode {
  /** No file there. */
  FILE_MISSING(SqliteError.FILE_MISSING, ErrorType.USER, true),
  /** Another file under the path. */
  FILE_REPLACED(SqliteError.FILE_REPLACED, ErrorType.USER, false),
  /** The stored offset belongs to another file's capture. */
  OTHER_DATABASE(SqliteError.OTHER_DATABASE, ErrorType.USER, false),
  /** Not SQLite, or encrypted. */
  NOT_A_DATABASE(SqliteError.NOT_A_DATABASE, ErrorType.USER, false),
  /** A damaged page. */
  CORRUPT(SqliteError.CORRUPT, ErrorType.EXTERNAL, false),
  /** The file or its directory cannot be written. */
  READ_ONLY(SqliteError.READ_ONLY, ErrorType.RESOURCE, true),
  /** The operating system refuses to open it. */
  CANNOT_OPEN(SqliteError.CANNOT_OPEN, ErrorType.RESOURCE, true),
  /** The operating system could not read or write. */
  IO_ERROR(SqliteError.IO_ERROR, ErrorType.EXTERNAL, true),
  /** No room. */
  DISK_FULL(SqliteError.DISK_FULL, ErrorType.RESOURCE, true),
  /** A writer did not end in time. */
  BUSY(SqliteError.BUSY, ErrorType.EXTERNAL, true),
  /** Captured for another connector. */
  IN_USE(SqliteError.IN_USE, ErrorType.USER, false),
  /** The capture's log is gone. */
  CAPTURE_MISSING(SqliteError.CAPTURE_MISSING, ErrorType.EXTERNAL, false),
  /** The stored offset names no position. */
  OFFSET_UNUSABLE(SqliteError.OFFSET_UNUSABLE, ErrorType.INTERNAL, false),
  /** A captured table is gone; it may come back. */
  TABLE_GONE(SqliteError.TABLE_GONE, ErrorType.USER, true),
  /** A table's rows cannot be addressed or read. */
  TABLE_UNREADABLE(SqliteError.TABLE_UNREADABLE, ErrorType.USER, false),
  /** A setting means nothing. */
  SETTING(SqliteError.SETTING, ErrorType.INTERNAL, false),
  /** Anything else that SQLite said. */
  FAILED(SqliteError.FAILED, ErrorType.EXTERNAL, true);

  private final SqliteError error;
  private final ErrorType type;
  private final boolean retryable;

  SqliteFileError(SqliteError error, ErrorType type, boolean retryable) {
    this.error = error;
    this.type = type;
    this.retryable = retryable;
  }

  /** The error with this code, empty for a code of somebody else's. */
  public static Optional<SqliteFileError> of(String code) {
    return Arrays.stream(values()).filter(error -> error.code().equals(code)).findFirst();
  }

  /** A failure of the connector's parts as an error of a source. */
  public static TributaryException of(String source, SqliteFailure failure) {
    SqliteFileError error = of(failure.error().code()).orElse(FAILED);
    String what = failure.getMessage().substring(error.code().length() + 2);
    return error.at(source, what, failure);
  }

  /** This error of a source. */
  public TributaryException at(String source, String what, Throwable cause) {
    return new TributaryException(
        this, "Source " + source + ": " + what + ".", Map.of("source", source), cause);
  }

  @Override
  public String code() {
    return error.code();
  }

  @Override
  public ErrorType type() {
    return type;
  }

  @Override
  public boolean retryable() {
    return retryable;
  }
}
