package io.tributary.orchestrator.state;

import io.tributary.common.desired.RestartKey;
import io.tributary.common.error.ErrorCode;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.plan.source.InitialCopy;
import io.tributary.common.plan.source.Source;
import io.tributary.orchestrator.order.StateError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides which tables join a migration that replicates: those that cdc-service has seen at the
 * source, and that are captured by nobody. Pure.
 */
record JoiningTables(MigrationSituation situation, SourceOrder.AddTables order) {

  /**
   * Accepts the order under the names of the tables, or refuses all of it.
   *
   * @param now the state
   * @param next the one that follows
   */
  StateDecision decide(MigrationState now, MigrationState next) {
    Optional<StateDecision> unfit = unfit(now);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    List<String> seen =
        situation
            .observations()
            .source(order.source())
            .map(SourceObserved::newTables)
            .orElse(List.of());
    List<String> wanted = order.tables().isEmpty() ? seen : order.tables();
    if (wanted.isEmpty()) {
      return refuse(
          now,
          StateError.NOTHING_NEW,
          "Source %s has no table that is new and should move. cdc-service looks each second: order it again where one was made a moment ago."
              .formatted(order.source()));
    }
    List<String> unknown = wanted.stream().filter(table -> !seen.contains(table)).toList();
    return unknown.isEmpty()
        ? StateDecision.restart(next, keys(wanted))
        : refuse(now, StateError.NOT_NEW, notNew(unknown.get(0), seen));
  }

  private List<String> keys(List<String> tables) {
    List<String> keys = new ArrayList<>();
    for (String table : tables) {
      keys.add(RestartKey.joining(order.source(), table));
      keys.add(RestartKey.of(order.source(), table));
    }
    return keys;
  }

  private String notNew(String table, List<String> seen) {
    return "Table %s is no new table of source %s that should move: it moves already, or is excluded, or there is none. New are: %s. Nothing was ordered. cdc-service looks each second: order it again where the table was made a moment ago."
        .formatted(table, order.source(), seen.isEmpty() ? "none" : String.join(", ", seen));
  }

  private Optional<StateDecision> unfit(MigrationState now) {
    Source source = situation.plan().source(order.source());
    return switch (source.kind()) {
      case POSTGRESQL ->
          source.initialCopy() == InitialCopy.COPY
              ? Optional.empty()
              : Optional.of(
                  refuse(
                      now,
                      StateError.ADD_TABLES_UNFIT,
                      "No table joins source %s, whose section says initial-copy: stream: its connector reads the tables that it was made for. Type %s, which takes new tables in."
                          .formatted(source.name(), restart())));
      case SQLITE ->
          source.converted().intoGivenTables()
              ? Optional.of(
                  refuse(
                      now,
                      StateError.ADD_TABLES_UNFIT,
                      "No table joins source %s alone, because it goes into tables that were given, by ddl or into-existing-tables. Make the table of the target too, and type %s, which takes it in."
                          .formatted(source.name(), restart())))
              : Optional.empty();
      case CHROMA ->
          Optional.of(
              refuse(
                  now,
                  StateError.ADD_TABLES_UNFIT,
                  "No table joins source %s by an order, because it is a Chroma directory: new collections join by themselves."
                      .formatted(source.name())));
    };
  }

  private String restart() {
    return new StreamId(situation.plan().name(), order.source()).restartCommand();
  }

  private StateDecision refuse(MigrationState now, ErrorCode code, String message) {
    return StateDecision.refuse(
        now, code, message, Map.of("migration", situation.plan().name(), "source", order.source()));
  }
}
