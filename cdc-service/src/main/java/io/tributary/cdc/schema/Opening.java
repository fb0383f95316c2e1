package io.tributary.cdc.schema;

import io.tributary.common.model.StreamId;
import io.tributary.common.sql.Sql;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Opens the target to its application in one transaction. Writers wait meanwhile, so it takes few
 * round trips and no lock that a reader would have to give way to.
 */
final class Opening {
  private static final Logger LOG = Logger.getLogger(Opening.class);
  private static final String CHECKPOINT_LOCK =
      "SELECT FROM tributary.checkpoint WHERE migration = ? AND source = ? FOR UPDATE";

  private final Clock clock;

  Opening(Clock clock) {
    this.clock = clock;
  }

  /** All that reads, and a transaction that changes nothing. */
  void rehearse(OpeningSessions sessions, Preparation preparation, SchemaPlan plan) {
    readSequences(sessions, plan);
    TriggerState.open(plan.tables(), triggers(preparation));
    sessions.target().inTransaction(() -> SourceSequences.set(sessions.target(), List.of()));
    sessions.guard(plan.tables());
  }

  void run(OpeningSessions sessions, Preparation preparation, SchemaPlan plan) {
    long start = clock.millis();
    Session target = preparation.session();
    List<SourceSequences.Standing> sequences = readSequences(sessions, plan);
    long read = clock.millis();
    List<TriggerState> triggers = triggers(preparation);
    sessions.endGuard();
    target.inTransaction(
        () -> {
          holdCheckpoint(preparation);
          SourceSequences.set(target, sequences);
          target.runAll(TriggerState.open(plan.tables(), triggers));
          target.runAll(plan.rules());
          target.runAll(
              plan.materializedViews().stream()
                  .map(view -> "REFRESH MATERIALIZED VIEW " + Sql.table(view))
                  .toList());
          preparation.keep(Item.OPENED, Map.of("millis", clock.millis() - start));
        });
    LOG.infof(
        "target opened: stream=%s millis=%d readMillis=%d sequences=%d triggers=%d tables=%d",
        preparation.stream(),
        clock.millis() - start,
        read - start,
        sequences.size(),
        triggers.size(),
        plan.tables().size());
  }

  /** Apply takes it before it writes a change from behind the fence, so none comes later. */
  static void holdCheckpoint(Preparation preparation) {
    StreamId stream = preparation.stream();
    preparation.session().list(CHECKPOINT_LOCK, row -> true, stream.migration(), stream.source());
  }

  /** The states in which the application's triggers are to be put back. */
  static List<TriggerState> triggers(Preparation preparation) {
    return preparation
        .read(Item.TRIGGERS, TriggerState.All.class)
        .map(TriggerState.All::triggers)
        .orElse(List.of());
  }

  private static List<SourceSequences.Standing> readSequences(
      OpeningSessions sessions, SchemaPlan plan) {
    return plan.sequences().isEmpty()
        ? List.of()
        : SourceSequences.read(sessions.source(), plan.sequences());
  }
}
