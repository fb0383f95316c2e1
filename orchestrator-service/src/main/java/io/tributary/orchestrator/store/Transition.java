package io.tributary.orchestrator.store;

import io.tributary.orchestrator.state.MigrationRecord;

/**
 * One step of the state machine, ready to be stored.
 *
 * @param event what caused it
 * @param key the idempotency key of the cutover order that caused it, null otherwise
 * @param cutoverId the cutover that the key stands for from now on, null without key
 */
public record Transition(
    MigrationRecord before, MigrationRecord after, String event, String key, String cutoverId) {

  /** A transition that no idempotency key belongs to. */
  public static Transition of(MigrationRecord before, MigrationRecord after, String event) {
    return new Transition(before, after, event, null, null);
  }
}
