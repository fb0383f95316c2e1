package io.tributary.orchestrator.metrics;

import io.tributary.common.event.CutoverStep;
import io.tributary.orchestrator.health.HealthLevel;
import io.tributary.orchestrator.state.MigrationRecord;

/** Receives what happens to migrations, for metrics. Thread-safe and quick. */
public interface MigrationMeasurements {
  /** A migration is in another state, or known for the first time. */
  void state(MigrationRecord record);

  /** A migration is better or worse than before, or judged for the first time. */
  void health(String migration, HealthLevel health);

  /** A migration was deleted, or this instance stands by. */
  void forgotten(String migration);

  /** A step of a cutover ended. */
  void step(CutoverStep step);
}
