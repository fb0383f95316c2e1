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
 * @param source its name
 */
public record RestartGoal(long generation, String source) implements OrderGoal {
  @Override
  public Optional<OrderEnd> reached(MigrationAnswer now) {
    return switch (now.state()) {
      case "UNKNOWN" -> Optional.empty();
      case "Replicating" -> now.sources().stream().flatMap(s -> reached(s).stream()).findFirst();
      case "Paused" ->
          Optional.of(
              OrderEnd.refused(
                  "The migration was paused. The source begins anew when it is resumed."));
      default -> Optional.of(OrderEnd.refused("The migration is " + now.state() + "."));
    };
  }

  private Optional<OrderEnd> reached(SourceAnswer seen) {
    @Nullable RestartAnswer restart = seen.restart();
    // Until everything is removed the error that the restart is to mend still stands.
    if (!seen.name().equals(source)
        || restart == null
        || !heard(seen, restart)
        || !restart.begun()) {
      return Optional.empty();
    }
    if (seen.phase() == SourcePhase.STOPPED && seen.error() != null) {
      return Optional.of(
          OrderEnd.refused(
              "Source %s has stopped. %s (%s)"
                  .formatted(source, seen.error().message(), seen.error().code())));
    }
    boolean streaming = seen.phase() == SourcePhase.STREAMING && seen.achieved();
    return streaming
        ? Optional.of(
            OrderEnd.done(
                "Source %s has begun anew: it is copied, and its changes are followed."
                    .formatted(source)))
        : Optional.empty();
  }

  /** Whether it answers this order, or a later one. */
  private boolean heard(SourceAnswer seen, RestartAnswer restart) {
    return restart.ordered() >= generation
        && seen.generation() != null
        && seen.generation() >= restart.ordered();
  }
}
