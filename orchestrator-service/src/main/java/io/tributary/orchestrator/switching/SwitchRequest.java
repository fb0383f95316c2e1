package io.tributary.orchestrator.switching;

import io.tributary.orchestrator.cutover.StartedCommand;
import io.tributary.orchestrator.cutover.SwitchWay;
import org.jspecify.annotations.Nullable;

/**
 * Which switch action is to be done.
 *
 * @param migration the migration's name
 * @param cutoverId the cutover or rollback; the same when an action is repeated
 * @param way which way the applications are pointed
 * @param action which action, 0 for the first
 * @param started its process, if it is known to have been started; null otherwise
 */
public record SwitchRequest(
    String migration,
    String cutoverId,
    SwitchWay way,
    int action,
    @Nullable StartedCommand started) {}
