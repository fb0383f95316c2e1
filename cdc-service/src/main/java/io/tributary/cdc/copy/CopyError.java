package io.tributary.cdc.copy;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;

/** What can be wrong with the copy of a source. */
public enum CopyError implements ErrorCode {
  /** The source no longer holds what it held where the stream begins. */
  SNAPSHOT_GONE("TRB-COPY-SNAPSHOT-GONE", ErrorType.EXTERNAL, true),
  /** Another instance has begun the copy anew, or is copying. */
  OTHER_INSTANCE("TRB-COPY-OTHER-INSTANCE", ErrorType.INTERNAL, true),
  /** The source does not give the rows of a table. */
  SOURCE_REFUSED("TRB-COPY-SOURCE-REFUSED", ErrorType.EXTERNAL, true),
  /** The target does not take a row. */
  TARGET_REFUSED("TRB-COPY-TARGET-REFUSED", ErrorType.USER, false),
  /** A row is larger than a change event may be. */
  ROW_TOO_LARGE("TRB-COPY-ROW-TOO-LARGE", ErrorType.USER, false);

  private final String code;
  private final ErrorType type;
  private final boolean retryable;

  CopyError(String code, ErrorType type, boolean retryable) {
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
