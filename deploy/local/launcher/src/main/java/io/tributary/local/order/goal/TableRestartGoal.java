package io.tributary.local.order.goal;

import io.tributary.common.observed.TableRestartObserved;
import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.SourceAnswer;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One table of a source has begun anew, and is where its stream is.
 *
 * @param generation in which it was ordered
 * @param name its source's name
 * @param table its name at the source
 */
public record TableRestartGoal(long generation, String name, String table) implements OrderGoal {
  @Override
  public Optional<OrderEnd> reached(MigrationAnswer now) {
    return source().reached(now, this::reached);
  }

  private ReplicatingSource source() {
    return new ReplicatingSource(
        generation, name, "The table goes on beginning anew when it is resumed.");
  }

  private Optional<OrderEnd> reached(SourceAnswer seen) {
    return Stream.ofNullable(seen.tableRestarts())
        .flatMap(tables -> tables.stream())
        .filter(found -> found.table().equals(table) && found.ordered() >= generation)
        .flatMap(found -> end(found).stream())
        .findFirst()
        .or(() -> source().stopped(seen));
  }

  private Optional<OrderEnd> end(TableRestartObserved found) {
    return switch (found.phase()) {
      case WAITING, COPYING, CATCHING_UP -> Optional.empty();
      case DONE ->
          Optional.of(
              OrderEnd.done(
                  "Table %s of source %s has begun anew; the validator compares all of it next."
                      .formatted(table, name)));
      case REFUSED ->
          Optional.of(
              OrderEnd.refused(
                  found.error() == null
                      ? "Table %s of source %s was not touched.".formatted(table, name)
                      : "%s (%s)".formatted(found.error().message(), found.error().code())));
    };
  }
}
