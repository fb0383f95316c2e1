package io.tributary.orchestrator.state;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;

/** Why an order is refused or a cutover undone. */
public enum StateError implements ErrorCode {
  /** The order is not possible in this state. */
  ORDER_ILLEGAL("TRB-ORDER-ILLEGAL", ErrorType.USER),
  /** Preflight found something that must be mended before the start. */
  PREFLIGHT_FAILED("TRB-START-PREFLIGHT-FAILED", ErrorType.USER),
  /** Something stands in the way of the cutover; nothing was fenced. */
  GATE_CLOSED("TRB-CUTOVER-GATE-CLOSED", ErrorType.USER),
  /** Another cutover of this migration is running. */
  CUTOVER_RUNNING("TRB-CUTOVER-RUNNING", ErrorType.USER),
  /** The cutover did not reach OPEN within its time limit and is undone. */
  CUTOVER_TIME_LIMIT("TRB-CUTOVER-TIME-LIMIT", ErrorType.EXTERNAL),
  /** A source reported an error during the cutover, which is undone. */
  CUTOVER_SOURCE_FAILED("TRB-CUTOVER-SOURCE-FAILED", ErrorType.EXTERNAL),
  /** Behind the fence, a table was not equal; the cutover is undone. */
  CUTOVER_NOT_EQUAL("TRB-CUTOVER-NOT-EQUAL", ErrorType.INTERNAL),
  /** More rows are kept aside from the target than the file accepts; the cutover is undone. */
  CUTOVER_QUARANTINED("TRB-CUTOVER-QUARANTINED", ErrorType.USER);

  private final String code;
  private final ErrorType type;

  StateError(String code, ErrorType type) {
    this.code = code;
    this.type = type;
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
    return this != ORDER_ILLEGAL;
  }
}
