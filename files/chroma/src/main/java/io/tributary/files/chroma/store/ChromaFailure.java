package io.tributary.files.chroma.store;

import io.tributary.common.error.RowValues;
import org.jspecify.annotations.Nullable;

/** Says by a code why a directory cannot be read. */
public final class ChromaFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ChromaError error;
  private final String what;

  ChromaFailure(ChromaError error, String message, @Nullable Throwable cause) {
    super(error.code() + ": " + message, RowValues.cause(cause));
    this.error = error;
    this.what = message;
  }

  /** The message without its code. */
  public String what() {
    return what;
  }

  /** What went wrong. */
  public ChromaError error() {
    return error;
  }
}
