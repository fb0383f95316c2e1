package io.tributary.orchestrator.cutover.switching;

/**
 * Which switch is being made.
 *
 * @param migration the migration's name
 * @param cutoverId the cutover; the same when an action is repeated
 */
public record Switching(String migration, String cutoverId) {}
