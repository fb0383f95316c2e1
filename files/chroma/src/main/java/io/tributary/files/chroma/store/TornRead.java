package io.tributary.files.chroma.store;

/**
 * The application rewrote the files of a segment while they were being read. What was read means
 * nothing and is to be read again, in a new transaction.
 */
public final class TornRead extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TornRead(String message) {
    super(message);
  }

  TornRead(String message, Throwable cause) {
    super(message, cause);
  }
}
