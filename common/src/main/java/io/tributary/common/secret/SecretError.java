package io.tributary.common.secret;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;

/** What can be wrong with a secret. */
public enum SecretError implements ErrorCode {
  /** The variable is not set, or the file is missing or unreadable. */
  NOT_FOUND("TRB-SECRET-NOT-FOUND");

  private final String code;

  SecretError(String code) {
    this.code = code;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public ErrorType type() {
    return ErrorType.USER;
  }

  @Override
  public boolean retryable() {
    return true;
  }
}
