package io.tributary.common.plan;

/**
 * Pace of the continuous validation.
 *
 * @param pauseBetweenPassesMillis rest between two passes over all tables; 5,000 by default
 * @param rowsPerChunk rows of a key range that is compared at once; 20,000 by default
 */
public record ValidationSettings(long pauseBetweenPassesMillis, int rowsPerChunk) {

  private static final long PAUSE_BETWEEN_PASSES_MILLIS = 5_000;
  private static final int ROWS_PER_CHUNK = 20_000;

  /** What holds where the file says nothing. */
  public static ValidationSettings defaults() {
    return new ValidationSettings(PAUSE_BETWEEN_PASSES_MILLIS, ROWS_PER_CHUNK);
  }
}
