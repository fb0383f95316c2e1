package io.tributary.orchestrator.state;

import io.tributary.common.desired.DeadLetterRequest;
import io.tributary.common.desired.Goal;
import java.time.Instant;
import java.util.List;

/**
 * What a state asks of the other services. Two states with equal desires share a generation.
 *
 * @param cutoverId the fence token, null before the first cutover
 * @param deadline when an unfinished cutover is given up, null outside of one
 * @param keepTarget with ABORT: whether what was created in the target stays
 * @param requests about dead letters, oldest first
 */
public record Desire(
    Goal goal,
    String cutoverId,
    Instant deadline,
    boolean keepTarget,
    List<DeadLetterRequest> requests) {

  Desire(Goal goal, String cutoverId, Instant deadline, boolean keepTarget) {
    this(goal, cutoverId, deadline, keepTarget, List.of());
  }

  static Desire of(Goal goal) {
    return new Desire(goal, null, null, false);
  }

  static Desire of(Goal goal, CutoverRun run) {
    return new Desire(goal, run == null ? null : run.id(), null, false);
  }

  Desire asking(List<DeadLetterRequest> about) {
    return new Desire(goal, cutoverId, deadline, keepTarget, about);
  }
}
