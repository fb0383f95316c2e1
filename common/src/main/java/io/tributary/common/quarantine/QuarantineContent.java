package io.tributary.common.quarantine;

import java.util.List;

/**
 * What of a stream is kept aside from the target.
 *
 * @param deadLetters changes that wait for replay
 * @param quarantined rows that were not converted, or not taken by the target
 * @param quarantinedNames those rows where they can be named, see {@link
 *     io.tributary.common.observed.StreamProgress#quarantinedNames}
 */
public record QuarantineContent(long deadLetters, long quarantined, List<String> quarantinedNames) {
  /** Nothing. */
  public static final QuarantineContent NOTHING = new QuarantineContent(0, 0, List.of());

  public QuarantineContent {
    quarantinedNames = List.copyOf(quarantinedNames);
  }
}
