package io.tributary.common.error;

/**
 * All that is known of an error before it happens. {@code docs/errors.md} is made of these.
 *
 * @param code the stable text, {@code TRB-} followed by area and name, such as {@code
 *     TRB-PLAN-UNKNOWN-KEY}
 * @param type whose fault it is
 * @param retryable whether the same step may succeed later without anybody changing anything
 * @param httpStatus the status of an API's answer with this error
 * @param meaning what has happened, a sentence
 * @param remedy what the operator does about it, a sentence or two
 */
public record ErrorFact(
    String code, ErrorType type, boolean retryable, int httpStatus, String meaning, String remedy) {

  /** An error that may pass: the same step is tried again, or can be ordered again. */
  public static ErrorFact passing(String code, ErrorType type, String meaning, String remedy) {
    return new ErrorFact(code, type, true, type.httpStatus(), meaning, remedy);
  }

  /** An error that stays until somebody has changed something; nothing tries again by itself. */
  public static ErrorFact lasting(String code, ErrorType type, String meaning, String remedy) {
    return new ErrorFact(code, type, false, type.httpStatus(), meaning, remedy);
  }

  /** This error with another HTTP status than its type's. */
  public ErrorFact answeredWith(int status) {
    return new ErrorFact(code, type, retryable, status, meaning, remedy);
  }
}
