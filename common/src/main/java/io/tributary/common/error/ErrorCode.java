package io.tributary.common.error;

/**
 * A stable, documented name of an error. Each service lists its own in an enum that implements
 * this; codes are unique over the whole project and never reused.
 */
public interface ErrorCode {
  /**
   * The stable text, {@code TRB-} followed by area and name, such as {@code TRB-PLAN-UNKNOWN-KEY}.
   */
  String code();

  /** Whose fault it is. */
  ErrorType type();

  /** Whether the same step may succeed later without anybody changing anything. */
  boolean retryable();
}
