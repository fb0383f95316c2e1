package io.tributary.orchestrator.store;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;

/** Why a state could not be read or stored. */
public enum StoreError implements ErrorCode {
  /** The target does not answer, or breaks off. */
  UNREACHABLE("TRB-STATE-UNREACHABLE", ErrorType.EXTERNAL, true),
  /** The target refuses user or password. */
  PASSWORD("TRB-STATE-PASSWORD", ErrorType.USER, true),
  /** There is no such database. */
  NO_DATABASE("TRB-STATE-NO-DATABASE", ErrorType.USER, true),
  /** The role may not create or write the schema tributary. */
  DENIED("TRB-STATE-DENIED", ErrorType.USER, true),
  /** The target refused a statement for another reason, such as a full disk. */
  STATEMENT("TRB-STATE-STATEMENT", ErrorType.EXTERNAL, true),
  /** Another instance has decided something in between. */
  CONFLICT("TRB-STATE-CONFLICT", ErrorType.INTERNAL, true),
  /** The topic knows the migration, its target does not. */
  LOST("TRB-STATE-LOST", ErrorType.EXTERNAL, true);

  private final String code;
  private final ErrorType type;
  private final boolean retryable;

  StoreError(String code, ErrorType type, boolean retryable) {
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
