package io.tributary.orchestrator.state;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.plan.Migration;
import java.time.Instant;

/**
 * A migration as it is stored.
 *
 * @param generation of the desired state, raised by one whenever the desire changes
 * @param version raised by one with each transition, compared when the next one is stored
 * @param updatedAt when the last transition was decided
 */
public record MigrationRecord(
    Migration plan, MigrationState state, long generation, long version, Instant updatedAt) {

  /**
   * A new migration.
   *
   * @param generation higher than any that an earlier migration of that name has used
   */
  public static MigrationRecord created(Migration plan, long generation, Instant now) {
    return new MigrationRecord(plan, Created.at(now, generation), generation, 1, now);
  }

  /** The record of the desired topic; the same again whenever it is asked for. */
  public DesiredState desired() {
    DesiredGoal desire = state.desire();
    return new DesiredState(
        plan,
        generation,
        desire.goal(),
        desire.cutoverId(),
        desire.deadline(),
        desire.keepTarget(),
        updatedAt,
        desire.requests(),
        desire.abandoned(),
        desire.direction(),
        desire.timesQueries());
  }
}
