package io.tributary.cdc.reconcile;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;

/** What can be wrong between a goal and a source. */
public enum ReconcileError implements ErrorCode {
  /** Something failed that no part has a name for; tried again, the log has the stack. */
  UNEXPECTED("TRB-RECONCILE-UNEXPECTED", ErrorType.INTERNAL, true),
  /** Replication or abort was asked for after the target was opened to its application. */
  ALREADY_OPEN("TRB-RECONCILE-ALREADY-OPEN", ErrorType.USER, false);

  private final String code;
  private final ErrorType type;
  private final boolean retryable;

  ReconcileError(String code, ErrorType type, boolean retryable) {
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
