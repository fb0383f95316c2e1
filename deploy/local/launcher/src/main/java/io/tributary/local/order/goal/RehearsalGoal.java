package io.tributary.local.order.goal;

import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.observed.BackupTrial;
import io.tributary.common.observed.QueryTrial;
import io.tributary.local.client.MigrationAnswer;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rehearsal has ended.
 *
 * @param id of the rehearsal
 */
public record RehearsalGoal(String id) implements OrderGoal {
  @Override
  public Optional<OrderEnd> reached(MigrationAnswer now) {
    if (now.state().startsWith("Abort")) {
      return Optional.of(OrderEnd.refused("The migration was aborted meanwhile."));
    }
    return Optional.ofNullable(now.rehearsal())
        .filter(rehearsal -> rehearsal.rehearsalId().equals(id))
        .map(RehearsalGoal::end);
  }

  private static OrderEnd end(CutoverRehearsal rehearsal) {
    if (rehearsal.error() != null) {
      return OrderEnd.refused(
          "The rehearsal failed; nothing was fenced. %s (%s)"
              .formatted(rehearsal.error().message(), rehearsal.error().code()));
    }
    return OrderEnd.done(
        Stream.of(
                Stream.of(pause(rehearsal)),
                rehearsal.queries().stream().map(RehearsalGoal::query),
                Stream.ofNullable(rehearsal.backup()).map(RehearsalGoal::backup))
            .flatMap(lines -> lines)
            .collect(Collectors.joining("\n")));
  }

  private static String query(QueryTrial trial) {
    return (trial.within() ? "" : "WARNING: ") + trial.inWords();
  }

  private static String backup(BackupTrial trial) {
    return (trial.restorable() ? "" : "WARNING: ") + trial.inWords();
  }

  private static String pause(CutoverRehearsal rehearsal) {
    return rehearsal
        .prediction()
        .map(
            pause ->
                ("Rehearsed, and nothing was fenced. Writes will be refused for %d ms, at worst"
                        + " %d ms.")
                    .formatted(pause.p50Millis(), pause.worstMillis()))
        .orElse(
            "Rehearsed, and nothing was fenced. No pause could be predicted: of some stream no"
                + " change has passed lately.");
  }
}
