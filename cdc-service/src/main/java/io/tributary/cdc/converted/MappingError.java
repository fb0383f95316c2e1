package io.tributary.cdc.converted;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;

/** What can be wrong between the target and the mapping that it is made for. */
public enum MappingError implements ErrorCode {
  /** The target holds nothing about the source. */
  NOT_PREPARED("TRB-MAPPING-NOT-PREPARED", ErrorType.INTERNAL, false);

  private final String code;
  private final ErrorType type;
  private final boolean retryable;

  MappingError(String code, ErrorType type, boolean retryable) {
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
