package io.tributary.local.order.goal;

import io.tributary.common.observed.SourcePhase;
import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.RestartAnswer;
import io.tributary.local.client.SourceAnswer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One source has begun anew, is copied and followed.
 *
 * @param generation in which it was ordered, or an earlier one
 * @param name its name
 */
public record RestartGoal(long generation, String name) implements OrderGoal {
  @Override
  public Optional<OrderEnd> reached(MigrationAnswer now) {
    return source().reached(now, this::reached);
  }

  private ReplicatingSource source() {
    return new ReplicatingSource(generation, name, "The source begins anew when it is resumed.");
  }

  private Optional<OrderEnd> reached(SourceAnswer seen) {
    @Nullable RestartAnswer restart = seen.restart();
    // Until everything is removed the error that the restart is to mend still stands.
    if (restart == null || !heard(seen, restart) || !restart.begun()) {
      return Optional.empty();
    }
    boolean streaming = seen.phase() == SourcePhase.STREAMING && seen.achieved();
    return streaming
        ? Optional.of(
            OrderEnd.done(
                "Source %s has begun anew: it is copied, and its changes are followed."
                    .formatted(name)))
        : source().stopped(seen);
  }

  /** Whether it answers this order, or a later one. */
  private boolean heard(SourceAnswer seen, RestartAnswer restart) {
    return restart.ordered() >= generation
        && seen.generation() != null
        && seen.generation() >= restart.ordered();
  }
}
