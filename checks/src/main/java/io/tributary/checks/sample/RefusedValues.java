package io.tributary.checks.sample;

import io.tributary.mapping.quarantine.QuarantineReason;
import java.util.List;

/**
 * Values of one column that are refused for one reason.
 *
 * @param column of the source
 * @param reason why
 * @param rows how many of the rows that were read
 * @param keys of the first of them, for people
 * @param text the first value and why, for people
 */
public record RefusedValues(
    String column, QuarantineReason reason, long rows, List<String> keys, String text) {
  /** Copies what it is given. */
  public RefusedValues {
    keys = List.copyOf(keys);
  }
}
