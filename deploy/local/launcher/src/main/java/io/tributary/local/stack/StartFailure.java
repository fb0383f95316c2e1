package io.tributary.local.stack;

/**
 * Something that the local stack needs is missing or does not work. The message names it and says
 * what to do; it is shown to the user as it is, without a stack trace.
 */
public final class StartFailure extends RuntimeException {
  /** With a message for the user. */
  public StartFailure(String message) {
    super(message);
  }

  /** With a message for the user and what led to it. */
  public StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
