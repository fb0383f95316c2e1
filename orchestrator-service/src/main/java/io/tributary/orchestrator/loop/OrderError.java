package io.tributary.orchestrator.loop;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.error.TributaryException;
import java.util.Map;

/** Why an order did not reach the state machine. */
public enum OrderError implements ErrorCode {
  /** There is no migration of that name. */
  UNKNOWN_MIGRATION("TRB-MIGRATION-UNKNOWN", ErrorType.USER, false),
  /** There is one of that name with other content. */
  EXISTS("TRB-MIGRATION-EXISTS", ErrorType.USER, false),
  /** It is still running. */
  NOT_DELETABLE("TRB-MIGRATION-NOT-DELETABLE", ErrorType.USER, false),
  /** The migration has no source of that name. */
  UNKNOWN_SOURCE("TRB-SOURCE-UNKNOWN", ErrorType.USER, false),
  /** There is no dead letter of that id, or not any more. */
  UNKNOWN_DEAD_LETTER("TRB-DEAD-LETTER-UNKNOWN", ErrorType.USER, false),
  /** Another instance is the active one. */
  STANDBY("TRB-ORCHESTRATOR-STANDBY", ErrorType.EXTERNAL, true),
  /** This instance has just started, or cannot reach the broker. */
  STARTING("TRB-ORCHESTRATOR-STARTING", ErrorType.EXTERNAL, true),
  /** The order waits for something that takes long; whether it was done, the status tells. */
  NO_ANSWER("TRB-ORCHESTRATOR-NO-ANSWER", ErrorType.EXTERNAL, true),
  /** A broken promise inside; the log has the stack. */
  UNEXPECTED("TRB-ORCHESTRATOR-UNEXPECTED", ErrorType.INTERNAL, true);

  private final String code;
  private final ErrorType type;
  private final boolean retryable;

  OrderError(String code, ErrorType type, boolean retryable) {
    this.code = code;
    this.type = type;
    this.retryable = retryable;
  }

  /** As an exception. */
  public TributaryException because(String message, String migration) {
    return new TributaryException(this, message, Map.of("migration", migration));
  }

  ErrorReport report(String message, String migration) {
    return ErrorReport.of(this, message, Map.of("migration", migration));
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
