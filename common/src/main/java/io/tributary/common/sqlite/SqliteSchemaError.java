package io.tributary.common.sqlite;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;

/** What can be wrong with the schema of a SQLite file. */
public enum SqliteSchemaError implements ErrorCode {
  /** A table's declaration cannot be read, so that nothing can be planned for it. */
  UNREADABLE("TRB-SQLITE-SCHEMA-UNREADABLE");

  private final String code;

  SqliteSchemaError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public ErrorType type() {
    return ErrorType.EXTERNAL;
  }

  @Override
  public boolean retryable() {
    return false;
  }
}
