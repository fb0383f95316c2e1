package io.tributary.common.error;

/**
 * A stable, documented error. Each area lists its own in an enum that implements this; codes are
 * unique over the whole project and never reused.
 */
public interface ErrorCode {
  /** What is known of the error. */
  ErrorFact fact();

  /**
   * The stable text, {@code TRB-} followed by area and name, such as {@code TRB-PLAN-UNKNOWN-KEY}.
   */
  default String code() {
    return fact().code();
  }

  /** Whose fault it is. */
  default ErrorType type() {
    return fact().type();
  }

  /** Whether the same step may succeed later without anybody changing anything. */
  default boolean retryable() {
    return fact().retryable();
  }

  /** The HTTP status of an API's answer with this error. */
  default int httpStatus() {
    return fact().httpStatus();
  }
}
