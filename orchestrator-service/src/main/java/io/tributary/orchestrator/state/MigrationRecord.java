package io.tributary.orchestrator.state;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.RestartKey;
import io.tributary.common.plan.Migration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A migration as it is stored.
 *
 * @param generation of the desired state, raised by one whenever the desire changes
 * @param version raised by one with each transition, compared when the next one is stored
 * @param updatedAt when the last transition was decided
 * @param restarts by the name of a source that was ordered to begin anew, or the {@link RestartKey}
 *     of a table, the generation of the last such order
 */
public record MigrationRecord(
    Migration plan,
    MigrationState state,
    long generation,
    long version,
    Instant updatedAt,
    Map<String, Long> restarts) {

  public MigrationRecord {
    restarts = Map.copyOf(restarts);
  }

  /** A migration of which no source was ordered to begin anew. */
  public MigrationRecord(
      Migration plan, MigrationState state, long generation, long version, Instant updatedAt) {
    this(plan, state, generation, version, updatedAt, Map.of());
  }

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
        restarts,
        desire.stage(),
        desire.clients());
  }

  /**
   * The orders to begin anew that stand when one more is given.
   *
   * @param keys the source, or the {@link RestartKey}s of tables; none where no order is given
   */
  Map<String, Long> restarting(List<String> keys) {
    return RestartKey.with(restarts, keys, generation + 1);
  }
}
