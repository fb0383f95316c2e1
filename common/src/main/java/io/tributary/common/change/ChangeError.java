package io.tributary.common.change;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;

/** What can be wrong with a record of a change topic. */
public enum ChangeError implements ErrorCode {
  /** The record is not a change event as the connector writes them. */
  MALFORMED("TRB-CHANGE-MALFORMED");

  private final String code;

  ChangeError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public ErrorType type() {
    return ErrorType.INTERNAL;
  }

  @Override
  public boolean retryable() {
    return false;
  }
}
