package io.tributary.orchestrator.store;

import io.tributary.common.event.Requester;
import io.tributary.orchestrator.state.MigrationRecord;
import java.util.Optional;

/**
 * A transition of a migration's state, ready to be stored.
 *
 * @param event what caused it
 * @param key of the cutover order that caused it; empty when it was something else
 * @param by whose order it follows, at once or by the steps that carry it out; empty for what the
 *     service decides by itself
 * @param evidence of a change of sides, that is kept with it
 */
public record StoredTransition(
    MigrationRecord before,
    MigrationRecord after,
    String event,
    Optional<CutoverKey> key,
    Optional<Requester> by,
    SwitchEvidence evidence) {

  /**
   * An idempotency key and the cutover that it stands for from now on.
   *
   * @param key as the operator gave it
   */
  public record CutoverKey(String key, String cutoverId) {}

  /** A transition that no idempotency key belongs to. */
  public static StoredTransition of(MigrationRecord before, MigrationRecord after, String event) {
    return new StoredTransition(
        before, after, event, Optional.empty(), Optional.empty(), SwitchEvidence.NONE);
  }
}
