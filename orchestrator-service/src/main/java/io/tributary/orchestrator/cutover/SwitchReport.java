package io.tributary.orchestrator.cutover;

import io.tributary.common.error.ErrorReport;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a switch action.
 *
 * @param cutoverId the cutover
 * @param action which action, 0 for the first
 * @param what happened
 * @param started with STARTED: the process
 * @param error why it failed, or that it takes too long
 * @param output the end of what it printed, secrets masked; empty for actions that print nothing
 */
public record SwitchReport(
    String cutoverId,
    int action,
    What what,
    @Nullable StartedCommand started,
    @Nullable ErrorReport error,
    String output) {

  /** What may happen. */
  public enum What {
    /** Its process runs. */
    STARTED,
    /** It runs longer than it should; it is waited for. */
    OVERDUE,
    /** It did not do its work. */
    FAILED,
    /** It did. */
    SUCCEEDED
  }
}
