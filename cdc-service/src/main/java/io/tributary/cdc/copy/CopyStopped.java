package io.tributary.cdc.copy;

/**
 * Ends a copy without an error, because the stream is being stopped or another worker has failed.
 */
final class CopyStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CopyStopped() {
    super(null, null, false, false);
  }
}
