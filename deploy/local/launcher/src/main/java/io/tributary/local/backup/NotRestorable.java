package io.tributary.local.backup;

/** A schema cannot be dumped or restored by its role; the message says why, for the user. */
final class NotRestorable extends RuntimeException {
  NotRestorable(String message) {
    super(message);
  }
}
