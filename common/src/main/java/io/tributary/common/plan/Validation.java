package io.tributary.common.plan;

/**
 * Pace of the continuous validation.
 *
 * @param pauseBetweenPassesMillis rest between two passes over all tables; 5,000 by default
 * @param rowsPerChunk rows of a key range that is compared at once; 20,000 by default
 */
public record Validation(long pauseBetweenPassesMillis, int rowsPerChunk) {

  /** The defaults. */
  public static Validation defaults() {
    return new Validation(5_000, 20_000);
  }
}
