package io.tributary.cdc.schema;

import io.tributary.cdc.database.Databases;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
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
  private static final String GATE_LOCK_LIMIT = "SET lock_timeout = '50ms'";

  private final Databases databases;
  private final Clock clock;

  Opening(Databases databases, Clock clock) {
    this.databases = databases;
    this.clock = clock;
  }

  void run(Layout layout, Preparation preparation, SchemaPlan plan) {
    long start = clock.millis();
    Session target = preparation.session();
    List<SourceSequences.Standing> sequences = readSequences(layout, plan);
    long read = clock.millis();
    List<TriggerState> triggers =
        preparation
            .read(Item.TRIGGERS, TriggerState.All.class)
            .map(TriggerState.All::triggers)
            .orElse(List.of());
    target.inTransaction(
        () -> {
          SourceSequences.set(target, sequences);
          target.runAll(TriggerState.open(plan.tables(), triggers));
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
    dropGate(target, preparation, plan);
  }

  private List<SourceSequences.Standing> readSequences(Layout layout, SchemaPlan plan) {
    if (plan.sequences().isEmpty()) {
      return List.of();
    }
    try (Session source = new Session(databases, layout.source().connection())) {
      return SourceSequences.read(source, plan.sequences());
    }
  }

  /** The gate is open already; its triggers go as far as no reader of a table is in the way. */
  private static void dropGate(Session target, Preparation preparation, SchemaPlan plan) {
    target.run(GATE_LOCK_LIMIT);
    for (TableName table : plan.tables()) {
      try {
        target.run(Gate.drop(table));
      } catch (TributaryException e) {
        LOG.warnf(
            "disabled gate left on a table in use: stream=%s table=%s; drop it with: %s",
            preparation.stream(), table.display(), Gate.drop(table));
      }
    }
  }
}
