package io.tributary.orchestrator.cutover.switching;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;
import io.tributary.common.error.TributaryException;
import java.util.Map;

/** Why a switch action failed. All are tried again, because the target is open by then. */
public enum SwitchError implements ErrorCode {
  /** The file is missing, or cannot be read or written. */
  FILE("TRB-SWITCH-FILE", ErrorType.RESOURCE),
  /** The file cannot be rewritten without guessing. */
  FILE_AMBIGUOUS("TRB-SWITCH-FILE-AMBIGUOUS", ErrorType.USER),
  /** The program could not be started, failed, or took too long. */
  COMMAND("TRB-SWITCH-COMMAND", ErrorType.EXTERNAL),
  /** The webhook did not answer, or not with 2xx. */
  WEBHOOK("TRB-SWITCH-WEBHOOK", ErrorType.EXTERNAL),
  /** Something that no action has a name for. */
  UNEXPECTED("TRB-SWITCH-UNEXPECTED", ErrorType.INTERNAL);

  private final String code;
  private final ErrorType type;

  SwitchError(String code, ErrorType type) {
    this.code = code;
    this.type = type;
  }

  TributaryException because(String message, Map<String, String> fields, Throwable cause) {
    return new TributaryException(this, message, fields, cause);
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
    return true;
  }
}
