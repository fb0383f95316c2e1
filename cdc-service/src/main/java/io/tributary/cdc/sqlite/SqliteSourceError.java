package io.tributary.cdc.sqlite;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;

/** What can be wrong between a SQLite file and its place in the target. */
public enum SqliteSourceError implements ErrorCode {
  /** The file's tables cannot be moved as the migration file declares it. */
  MAPPING("TRB-SQLITE-MAPPING", ErrorType.USER, false),
  /** The operator's DDL file cannot be read, or the target refuses a statement of it. */
  DDL_FILE("TRB-SQLITE-DDL-FILE", ErrorType.USER, true),
  /** The target refuses a table that was derived from the file's declarations. */
  TABLE_REFUSED("TRB-SQLITE-TABLE-REFUSED", ErrorType.USER, false),
  /** Rows of the source break an index or constraint. */
  CONSTRAINT("TRB-SQLITE-CONSTRAINT", ErrorType.USER, false),
  /** A row refers to one that is not there. */
  ORPHAN("TRB-SQLITE-ORPHAN", ErrorType.USER, false),
  /** The target holds nothing about the source. */
  NOT_PREPARED("TRB-SQLITE-NOT-PREPARED", ErrorType.INTERNAL, false);

  private final String code;
  private final ErrorType type;
  private final boolean retryable;

  SqliteSourceError(String code, ErrorType type, boolean retryable) {
    this.code = code;
    this.type = type;
    this.retryable = retryable;
  }

  @Override
  public String code() {
    return code;
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
