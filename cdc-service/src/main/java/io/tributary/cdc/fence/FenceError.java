package io.tributary.cdc.fence;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;

/** Why a fence could not be raised or lifted. In each case the source is as it was before. */
public enum FenceError implements ErrorCode {
  /** Sessions held transactions open on the tables for longer than the migration file allows. */
  OPEN_TRANSACTIONS("TRB-FENCE-OPEN-TRANSACTIONS", ErrorType.EXTERNAL, true),
  /** The blocking sessions were to be ended, but the role may not end them. */
  TERMINATE_DENIED("TRB-FENCE-TERMINATE-DENIED", ErrorType.USER, false),
  /** The cutover's time limit passed first. */
  DEADLINE("TRB-FENCE-DEADLINE", ErrorType.EXTERNAL, true),
  /** Another migration or source has fenced one of the tables. */
  FOREIGN("TRB-FENCE-FOREIGN", ErrorType.USER, false),
  /** The role lacks a right that the fence needs. */
  DENIED("TRB-FENCE-DENIED", ErrorType.USER, false),
  /** The source accepts writes again, but a long reader keeps the triggers from being dropped. */
  LIFT_WAITS("TRB-FENCE-LIFT-WAITS", ErrorType.EXTERNAL, true);

  private final String code;
  private final ErrorType type;
  private final boolean retryable;

  FenceError(String code, ErrorType type, boolean retryable) {
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
