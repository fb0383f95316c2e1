package io.tributary.cdc.schema.opening;

import io.tributary.cdc.schema.plan.SchemaPlan;
import io.tributary.cdc.schema.plan.TriggerState;
import io.tributary.cdc.schema.shared.OpeningTurn;
import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.statement.PreparedSchemas;
import io.tributary.common.measure.WarmTime;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Opens the target to its application in one transaction. Writers wait meanwhile, so it takes few
 * round trips and no lock that a reader would have to give way to.
 */
public final class TargetOpening {
  private static final Logger LOG = Logger.getLogger(TargetOpening.class);
  private static final String CHECKPOINT_LOCK =
      "SELECT FROM tributary.checkpoint WHERE migration = ? AND source = ? FOR UPDATE";

  private final Clock clock;

  public TargetOpening(Clock clock) {
    this.clock = clock;
  }

  /** All that reads, and a transaction that changes nothing; answers its milliseconds. */
  public long rehearse(OpeningSessions sessions, PreparationJournal preparation, SchemaPlan plan) {
    long millis = WarmTime.millis(clock, () -> look(sessions, preparation, plan));
    sessions.guard(PreparedSchemas.tables(preparation, plan));
    return millis;
  }

  private static void look(
      OpeningSessions sessions, PreparationJournal preparation, SchemaPlan plan) {
    sessions.requireSequences(plan.sequences());
    TriggerState.open(PreparedSchemas.tables(preparation, plan), triggers(preparation));
    sessions.target().inTransaction(() -> SourceSequences.set(sessions.target(), List.of()));
  }

  public void run(
      OpeningSessions sessions,
      PreparationJournal preparation,
      SchemaPlan plan,
      MissingRowsLimit leftBehind,
      Consumer<DatabaseSession> also) {
    long start = clock.millis();
    DatabaseSession target = preparation.session();
    List<SourceSequences.Standing> sequences = readSequences(sessions, plan);
    long read = clock.millis();
    List<TriggerState> triggers = triggers(preparation);
    List<TableName> tables = PreparedSchemas.tables(preparation, plan);
    sessions.endGuard();
    target.inTransaction(
        () -> {
          holdCheckpoint(preparation);
          leftBehind.require(preparation);
          SourceSequences.set(target, sequences);
          target.runAll(TriggerState.open(tables, triggers));
          target.runAll(plan.rules());
          target.runAll(
              plan.materializedViews().stream()
                  .map(view -> "REFRESH MATERIALIZED VIEW " + Sql.table(view))
                  .toList());
          also.accept(target);
          preparation.keep(PreparationItem.OPENED, Map.of("millis", clock.millis() - start));
        });
    LOG.infof(
        "target opened: stream=%s millis=%d readMillis=%d sequences=%d triggers=%d tables=%d",
        preparation.stream(),
        clock.millis() - start,
        read - start,
        sequences.size(),
        triggers.size(),
        tables.size());
  }

  /**
   * Apply takes it before it writes a change from behind the fence, so none comes later; whoever
   * asks whether the target is open waits for the turn.
   */
  public static void holdCheckpoint(PreparationJournal preparation) {
    StreamId stream = preparation.stream();
    OpeningTurn.take(preparation.session(), stream);
    preparation.session().list(CHECKPOINT_LOCK, row -> true, stream.migration(), stream.source());
  }

  /** The states in which the application's triggers are to be put back. */
  public static List<TriggerState> triggers(PreparationJournal preparation) {
    return preparation
        .read(PreparationItem.TRIGGERS, TriggerState.All.class)
        .map(TriggerState.All::triggers)
        .orElse(List.of());
  }

  private static List<SourceSequences.Standing> readSequences(
      OpeningSessions sessions, SchemaPlan plan) {
    return sessions
        .sequences(plan.sequences())
        .map(found -> SourceSequences.read(sessions.source(), found.pairs()))
        .orElse(List.of());
  }
}
