package io.tributary.orchestrator.state;

import io.tributary.common.desired.DeadLetterRequest;
import io.tributary.common.event.Requester;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.gate.GateLook;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything besides the state itself that a decision depends on.
 *
 * @param generation of the desired state that stands now
 * @param now the moment of the decision
 * @param look what was looked at because the decision depends on it; nothing for others
 * @param by who gives the order in hand; null where there is none
 */
public record MigrationSituation(
    Migration plan,
    long generation,
    MigrationObservations observations,
    Instant now,
    GateLook look,
    @Nullable Requester by) {

  /** A situation in which nobody has looked. */
  public MigrationSituation(
      Migration plan, long generation, MigrationObservations observations, Instant now) {
    this(plan, generation, observations, now, GateLook.NONE, null);
  }

  MigrationSituation with(GateLook looked) {
    return new MigrationSituation(plan, generation, observations, now, looked, by);
  }

  MigrationSituation by(@Nullable Requester orderer) {
    return new MigrationSituation(plan, generation, observations, now, look, orderer);
  }

  /** Whether its source reports that a request about dead letters, or a later one, is done. */
  boolean carriedOut(DeadLetterRequest request) {
    return observations
        .source(request.source())
        .map(SourceObserved::deadLetters)
        .map(done -> done.request() >= request.number())
        .orElse(false);
  }

  /** Whether every source reports that the goal of the current generation is reached. */
  boolean allAchieved() {
    return plan.streams().stream()
        .allMatch(
            name ->
                observations
                    .source(name)
                    .map(o -> o.generation() == generation && o.achieved())
                    .orElse(false));
  }
}
