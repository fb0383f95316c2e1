package io.tributary.local.plan;

/** A source that cannot be looked at; the message says why and what to do, for people. */
final class UnreadableSource extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableSource(String message, Throwable cause) {
    super(message, cause);
  }

  UnreadableSource(String message) {
    super(message);
  }
}
