package io.tributary.local.plan;

/** A target that cannot be looked at; the message says why and what to do, for people. */
final class UnreadableTarget extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableTarget(String message, Throwable cause) {
    super(message, cause);
  }

  UnreadableTarget(String message) {
    super(message);
  }
}
