package io.tributary.common.event;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.Direction;
import org.jspecify.annotations.Nullable;

/**
 * One step of a cutover.
 *
 * @param cutoverId the cutover
 * @param direction OUT for a cutover, BACK for a rollback, which has the same steps
 * @param step which step
 * @param outcome how it ended
 * @param durationMillis how long the step took; 0 for STARTED
 * @param error why it failed, null otherwise
 */
public record CutoverStep(
    String migration,
    String cutoverId,
    Direction direction,
    Step step,
    Outcome outcome,
    long durationMillis,
    @Nullable ErrorReport error) {

  /** The steps, in order. */
  public enum Step {
    GATE,
    /** Everything that changes nothing is done once, before any application has to wait. */
    REHEARSE,
    /** Clients of poolers wait, and their transactions end, before anything is refused. */
    HOLD_CLIENTS,
    FENCE,
    DRAIN,
    VERIFY,
    /** Sequences, triggers and opening the target, in one transaction per source. */
    OPEN,
    /** Poolers lead to the opened side, and their clients go on. */
    RELEASE_CLIENTS,
    SWITCH,
    DONE,
    /** Lifting the fences after a failure before the switch. */
    UNDO
  }

  /** How a step ended. */
  public enum Outcome {
    STARTED,
    SUCCEEDED,
    FAILED
  }
}
