package io.tributary.common.quarantine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a stream is kept aside from the target.
 *
 * @param deadLetters changes that the target refused and that wait for replay
 * @param quarantined rows of a converted source that were not converted, or not taken by the target
 * @param quarantinedNames those rows by {@code schema.table/key}, in order; empty for more than
 *     {@value #MOST_NAMES}
 */
public record QuarantineContent(long deadLetters, long quarantined, List<String> quarantinedNames) {
  /** How many rows are named at most. */
  public static final int MOST_NAMES = 100;

  /** Nothing. */
  public static final QuarantineContent NOTHING = new QuarantineContent(0, 0, List.of());

  /** The names may be absent in JSON. */
  public QuarantineContent(
      long deadLetters, long quarantined, @Nullable List<String> quarantinedNames) {
    this.deadLetters = deadLetters;
    this.quarantined = quarantined;
    this.quarantinedNames = quarantinedNames == null ? List.of() : List.copyOf(quarantinedNames);
  }

  /** What waits for a replay: dead letters and quarantined rows. */
  public long waiting() {
    return deadLetters + quarantined;
  }
}
