package io.tributary.orchestrator.store;

import org.jspecify.annotations.Nullable;

/**
 * What is kept with a transition of a change of sides, as the texts that are stored.
 *
 * @param cutoverId of the cutover or rollback; null where nothing is kept
 * @param direction cutover or rollback
 * @param verification with the transition that opens the other side; null with others
 * @param report with the transition that ends the change; null with others
 */
public record SwitchEvidence(
    @Nullable String cutoverId,
    @Nullable String direction,
    @Nullable String verification,
    @Nullable String report) {
  /** Of every other transition. */
  public static final SwitchEvidence NONE = new SwitchEvidence(null, null, null, null);
}
