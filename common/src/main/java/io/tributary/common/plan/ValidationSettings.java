package io.tributary.common.plan;

import java.util.OptionalLong;

/**
 * Pace of the continuous validation.
 *
 * @param pauseBetweenPassesMillis rest between two passes over all rows of all tables; 5,000 by
 *     default
 * @param rowsPerChunk rows of a key range that is compared at once; 20,000 by default
 * @param scrubWithinSeconds the gate: how long ago all rows of each table may have been compared;
 *     0, which is the default, for any time since the validator follows its changes
 * @param limits what it may take of the databases; the defaults where they are null, as in files
 *     that were taken before there were limits
 */
public record ValidationSettings(
    long pauseBetweenPassesMillis,
    int rowsPerChunk,
    long scrubWithinSeconds,
    ComparisonLimits limits) {

  private static final long PAUSE_BETWEEN_PASSES_MILLIS = 5_000;
  private static final int ROWS_PER_CHUNK = 20_000;

  public ValidationSettings {
    limits = limits == null ? ComparisonLimits.defaults() : limits;
  }

  /** A pace without a limit for the age of what was compared. */
  public ValidationSettings(long pauseBetweenPassesMillis, int rowsPerChunk) {
    this(pauseBetweenPassesMillis, rowsPerChunk, 0, ComparisonLimits.defaults());
  }

  /** What holds where the file says nothing. */
  public static ValidationSettings defaults() {
    return new ValidationSettings(PAUSE_BETWEEN_PASSES_MILLIS, ROWS_PER_CHUNK);
  }

  /** The same pace with other limits. */
  public ValidationSettings with(ComparisonLimits other) {
    return new ValidationSettings(
        pauseBetweenPassesMillis, rowsPerChunk, scrubWithinSeconds, other);
  }

  /** Whether the other one says the same but for the limits, which may change while it runs. */
  public boolean samePace(ValidationSettings other) {
    return equals(other.with(limits));
  }

  /** How long ago all rows of each table may have been compared; empty where that is no matter. */
  public OptionalLong scrubWithin() {
    return scrubWithinSeconds == 0 ? OptionalLong.empty() : OptionalLong.of(scrubWithinSeconds);
  }
}
