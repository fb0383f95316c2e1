package io.tributary.validator.source.chroma;

/** Files were written while they were read, and have to be read again. */
final class TornFolderRead extends RuntimeException {
  private static final long serialVersionUID = 1;

  TornFolderRead(String message) {
    super(message, null, false, false);
  }
}
