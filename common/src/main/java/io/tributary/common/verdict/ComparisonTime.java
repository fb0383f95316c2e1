package io.tributary.common.verdict;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a table was compared.
 *
 * @param comparedAt when the comparison ended
 * @param durationMillis how long it took
 * @param scrubbedAt when the last comparison of all rows ended, which may be this one; of a table
 *     that is compared range by range that of the range that was compared longest ago; null where
 *     that is not known
 */
public record ComparisonTime(
    Instant comparedAt, long durationMillis, @Nullable Instant scrubbedAt) {

  /** When all rows of a table were compared. */
  public static ComparisonTime ofAllRows(Instant at, long durationMillis) {
    return new ComparisonTime(at, durationMillis, at);
  }

  /**
   * When some rows of a table were compared.
   *
   * @param before the comparison that all the others stand by
   */
  public static ComparisonTime ofSome(
      Instant at, long durationMillis, Optional<ComparisonTime> before) {
    return new ComparisonTime(
        at, durationMillis, before.map(ComparisonTime::scrubbedAt).orElse(null));
  }
}
