package io.tributary.files.chroma.store;

/** Says by a code why a directory cannot be read. */
public final class ChromaFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ChromaError error;

  ChromaFailure(ChromaError error, String message, Throwable cause) {
    super(error.code() + ": " + message, cause);
    this.error = error;
  }

  /** What went wrong. */
  public ChromaError error() {
    return error;
  }
}
