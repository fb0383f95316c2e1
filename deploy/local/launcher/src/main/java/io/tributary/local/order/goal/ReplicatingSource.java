package io.tributary.local.order.goal;

import io.tributary.common.observed.SourcePhase;
import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.SourceAnswer;
import java.util.Optional;
import java.util.function.Function;

/**
 * One source of a migration that replicates, as orders about it see it.
 *
 * @param generation in which one was ordered
 * @param name the source's name
 * @param whenPaused what becomes of the order where the migration is paused meanwhile
 */
record ReplicatingSource(long generation, String name, String whenPaused) {

  /** How the order ended, by the source where the migration replicates still. */
  Optional<OrderEnd> reached(MigrationAnswer now, Function<SourceAnswer, Optional<OrderEnd>> goal) {
    return switch (now.state()) {
      case "UNKNOWN" -> Optional.empty();
      case "Replicating" ->
          now.sources().stream()
              .filter(seen -> seen.name().equals(name))
              .flatMap(seen -> goal.apply(seen).stream())
              .findFirst();
      case "Paused" -> Optional.of(OrderEnd.refused("The migration was paused. " + whenPaused));
      default -> Optional.of(OrderEnd.refused("The migration is " + now.state() + "."));
    };
  }

  /** That it has stopped, by a report that knows of the order. */
  Optional<OrderEnd> stopped(SourceAnswer seen) {
    boolean heard = seen.generation() != null && seen.generation() >= generation;
    return heard && seen.phase() == SourcePhase.STOPPED
        ? Optional.ofNullable(seen.error())
            .map(
                error ->
                    OrderEnd.refused(
                        "Source %s has stopped. %s (%s)"
                            .formatted(name, error.message(), error.code())))
        : Optional.empty();
  }
}
