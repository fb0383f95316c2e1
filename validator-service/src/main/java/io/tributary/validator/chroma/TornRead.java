package io.tributary.validator.chroma;

/** Somebody wrote while files were read, so that they have to be read again. */
final class TornRead extends RuntimeException {
  private static final long serialVersionUID = 1;

  TornRead(String message) {
    super(message, null, false, false);
  }
}
