package io.tributary.cdc.reconcile;

import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.reconcile.join.JoiningTurns;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.RehearsalStage;
import io.tributary.common.desired.RestartKey;
import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.TableRestartObserved;
import io.tributary.common.plan.Migration;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the loop of a source does about tables that join, turn by turn. */
public final class JoiningLoop {
  private final Migration migration;
  private final StreamId stream;
  private final ApplyService apply;
  private Map<String, Long> restarts = Map.of();
  private JoiningTurns turns;

  /** Nothing was ordered. */
  public JoiningLoop(Migration migration, StreamId stream, ApplyService apply) {
    this.migration = migration;
    this.stream = stream;
    this.apply = apply;
    forget();
  }

  /** What a process has that knows nothing of what joins. */
  public void forget() {
    turns = new JoiningTurns(stream, Clock.systemUTC());
  }

  /** Orders tables to join, under a generation. */
  public void order(List<String> tables, long generation) {
    List<String> keys = new ArrayList<>();
    for (String table : tables) {
      keys.add(RestartKey.joining(stream.source(), table));
      keys.add(RestartKey.of(stream.source(), table));
    }
    restarts = RestartKey.with(restarts, keys, generation);
  }

  /** One turn. */
  public void turn(SourceDriver driver) {
    turns.look(desired(), driver, apply.status(stream).tableRestarts());
    apply.restartTables(stream, turns.orders(desired()));
  }

  /** What is reported of a table; empty where it was not ordered to join. */
  public Optional<TableRestartObserved> seen(String table) {
    return apply.status(stream).besides(turns.observed(desired())).tableRestarts().stream()
        .filter(each -> each.table().equals(table))
        .findFirst();
  }

  private DesiredState desired() {
    return new DesiredState(
        migration,
        9,
        MigrationGoal.REPLICATE,
        null,
        null,
        false,
        Instant.now(),
        List.of(),
        Set.of(),
        Direction.OUT,
        restarts,
        RehearsalStage.STEPS);
  }
}
