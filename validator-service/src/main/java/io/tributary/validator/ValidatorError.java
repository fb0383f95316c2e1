package io.tributary.validator;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorType;

/** Why something could not be compared, or a question could not be answered. */
public enum ValidatorError implements ErrorCode {
  /** No answer from a source or the target. */
  UNREACHABLE("TRB-VALIDATION-UNREACHABLE", ErrorType.EXTERNAL, true),
  /** A source or the target refused the login. */
  LOGIN("TRB-VALIDATION-LOGIN", ErrorType.USER, true),
  /** A reading statement failed, such as one without the right to read a table. */
  STATEMENT("TRB-VALIDATION-STATEMENT", ErrorType.EXTERNAL, true),
  /** A table is missing at the target, or its columns are not the source's. */
  SHAPE("TRB-VALIDATION-SHAPE", ErrorType.EXTERNAL, true),
  /** The change topic ends before the checkpoint, so nobody can say what changed. */
  STREAM("TRB-VALIDATION-STREAM", ErrorType.EXTERNAL, true),
  /** A SQLite source's file cannot be read. */
  SOURCE_FILE("TRB-VALIDATION-SOURCE-FILE", ErrorType.EXTERNAL, true),
  /** A SQLite source's changes are not captured, so its rows have no position in a stream. */
  NOT_CAPTURED("TRB-VALIDATION-NOT-CAPTURED", ErrorType.EXTERNAL, true),
  /** What becomes of a source's columns is not known, or cannot be done as declared. */
  MAPPING("TRB-VALIDATION-MAPPING", ErrorType.EXTERNAL, true),
  /** Nobody asked the validator to watch a migration, source or table of that name. */
  UNKNOWN_NAME("TRB-VALIDATION-UNKNOWN-NAME", ErrorType.USER, true),
  /** A full pass was asked for while the migration is not replicating. */
  NOT_REPLICATING("TRB-VALIDATION-NOT-REPLICATING", ErrorType.USER, true);

  private final String code;
  private final ErrorType type;
  private final boolean retryable;

  ValidatorError(String code, ErrorType type, boolean retryable) {
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
