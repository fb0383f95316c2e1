package io.tributary.local.order.goal;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.observed.SourcePhase;
import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.SourceAnswer;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every source is copied and followed: after a start, and after a resume.
 *
 * @param generation in which it was ordered
 */
public record StreamingGoal(long generation) implements OrderGoal {
  @Override
  public Optional<OrderEnd> reached(MigrationAnswer now) {
    return switch (now.state()) {
      case "Starting", "UNKNOWN" -> Optional.empty();
      case "Replicating" -> replicating(now);
      case "Created" -> Optional.of(notStarted(now));
      case "Aborting", "Aborted" -> Optional.of(OrderEnd.refused("The migration was aborted."));
      default -> Optional.of(OrderEnd.done("The migration is " + now.state() + "."));
    };
  }

  private Optional<OrderEnd> replicating(MigrationAnswer now) {
    Optional<SourceAnswer> stopped =
        now.sources().stream()
            .filter(source -> source.phase() == SourcePhase.STOPPED)
            // An earlier report may be of the time before the order.
            .filter(source -> source.generation() != null && source.generation() >= generation)
            .findFirst();
    if (stopped.isPresent()) {
      return Optional.of(
          OrderEnd.refused(
              "Source %s has stopped. %s"
                  .formatted(stopped.get().name(), message(stopped.get().error()))));
    }
    boolean all =
        now.sources().stream()
            .allMatch(s -> s.phase() == SourcePhase.STREAMING && s.reached(generation));
    return all
        ? Optional.of(OrderEnd.done("Every source is copied, and its changes are followed."))
        : Optional.empty();
  }

  private static OrderEnd notStarted(MigrationAnswer now) {
    return OrderEnd.refused(
        message(now.error())
            + now.failedChecks().stream().map(PreflightGoal::line).collect(Collectors.joining()));
  }

  private static String message(@Nullable ErrorReport error) {
    return error == null ? "" : error.message() + " (" + error.code() + ")";
  }
}
