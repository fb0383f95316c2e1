package io.tributary.cdc.source;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;

/** What can be wrong with a source of any kind. */
public enum SourceError implements ErrorCode {
  /** A table of the source is not what was moved. */
  SCHEMA_CHANGED("TRB-SOURCE-SCHEMA-CHANGED", ErrorType.USER, true);

  private final String code;
  private final ErrorType type;
  private final boolean retryable;

  SourceError(String code, ErrorType type, boolean retryable) {
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
