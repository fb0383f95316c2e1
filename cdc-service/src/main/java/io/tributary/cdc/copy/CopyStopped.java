package io.tributary.cdc.copy;

/** Ends a copy without an error: somebody asked for it, or another worker has failed. */
final class CopyStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CopyStopped() {
    super(null, null, false, false);
  }
}
