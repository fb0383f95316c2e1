package io.tributary.files.sqlite;

import org.jspecify.annotations.Nullable;

/** Why the stream of a file stops. The message of the task's failure begins with the code. */
public enum SqliteError {
  FILE_MISSING,
  FILE_REPLACED,
  OTHER_DATABASE,
  NOT_A_DATABASE,
  CORRUPT,
  READ_ONLY,
  CANNOT_OPEN,
  IO_ERROR,
  DISK_FULL,
  BUSY,
  IN_USE,
  CAPTURE_MISSING,
  OFFSET_UNUSABLE,
  TABLE_GONE,
  TABLE_UNREADABLE,
  SETTING,
  FAILED;

  /** The stable text, such as {@code TRB-SQLITE-FILE-MISSING}. */
  public String code() {
    return "TRB-SQLITE-" + name().replace('_', '-');
  }

  /** The failure with this code. */
  public SqliteFailure failure(String message) {
    return new SqliteFailure(this, message, null);
  }

  public SqliteFailure failure(String message, @Nullable Throwable cause) {
    return new SqliteFailure(this, message, cause);
  }
}
