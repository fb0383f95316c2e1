package io.tributary.local.order.goal;

import io.tributary.common.observed.TableRestartObserved;
import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.SourceAnswer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every table of a source that was ordered to join is where its stream is.
 *
 * @param generation in which it was ordered
 * @param name its source's name
 */
public record JoiningGoal(long generation, String name) implements OrderGoal {
  @Override
  public Optional<OrderEnd> reached(MigrationAnswer now) {
    return source().reached(now, this::reached);
  }

  private ReplicatingSource source() {
    return new ReplicatingSource(generation, name, "The tables go on joining when it is resumed.");
  }

  private Optional<OrderEnd> reached(SourceAnswer seen) {
    List<TableRestartObserved> ordered =
        Stream.ofNullable(seen.tableRestarts())
            .flatMap(tables -> tables.stream())
            .filter(table -> table.ordered() >= generation)
            .toList();
    if (!ordered.isEmpty() && ordered.stream().allMatch(table -> table.phase().over())) {
      return Optional.of(end(ordered));
    }
    // A table that is not captured yet is what the order is about.
    boolean captured = seen.error() == null || !seen.error().code().equals("TRB-CAPTURE-NEW-TABLE");
    return captured ? source().stopped(seen) : Optional.empty();
  }

  private OrderEnd end(List<TableRestartObserved> tables) {
    List<String> refused =
        tables.stream()
            .filter(table -> table.phase() == TableRestartObserved.Phase.REFUSED)
            .map(
                table ->
                    table.error() == null
                        ? "Table %s did not join.".formatted(table.table())
                        : "%s (%s)".formatted(table.error().message(), table.error().code()))
            .toList();
    String names =
        tables.stream().map(TableRestartObserved::table).collect(Collectors.joining(", "));
    return refused.isEmpty()
        ? OrderEnd.done(
            "Joined from source %s: %s. The validator compares each next.".formatted(name, names))
        : OrderEnd.refused(String.join(" ", refused));
  }
}
