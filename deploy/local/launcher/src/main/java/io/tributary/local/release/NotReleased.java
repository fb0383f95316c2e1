package io.tributary.local.release;

/** A file that is better left as it is; the message says why, for people. */
final class NotReleased extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotReleased(String message) {
    super(message);
  }
}
