package io.tributary.cdc.database;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;

/** Why a database could not be opened. */
public enum DatabaseError implements ErrorCode {
  /** No answer at that address, or the server is starting or stopping. */
  UNREACHABLE("TRB-DATABASE-UNREACHABLE", ErrorType.EXTERNAL, true),
  /** The server refused user or password. */
  PASSWORD("TRB-DATABASE-PASSWORD", ErrorType.USER, true),
  /** The server has no database of that name. */
  MISSING("TRB-DATABASE-MISSING", ErrorType.USER, true),
  /** All connections of the server or role are in use. */
  CONNECTIONS("TRB-DATABASE-CONNECTIONS", ErrorType.RESOURCE, true),
  /** A statement failed for a reason that no part expected. */
  STATEMENT("TRB-DATABASE-STATEMENT", ErrorType.EXTERNAL, true);

  private final String code;
  private final ErrorType type;
  private final boolean retryable;

  DatabaseError(String code, ErrorType type, boolean retryable) {
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
