package io.tributary.orchestrator.switching;

import io.tributary.orchestrator.cutover.StartedCommand;
import org.jspecify.annotations.Nullable;

/**
 * Which switch action is to be done.
 *
 * @param migration the migration's name
 * @param cutoverId the cutover; the same when an action is repeated
 * @param action which action, 0 for the first
 * @param started its process, if it is known to have been started; null otherwise
 */
public record SwitchRequest(
    String migration, String cutoverId, int action, @Nullable StartedCommand started) {}
