package io.tributary.orchestrator.loop;

import io.tributary.common.event.CutoverStep;
import io.tributary.orchestrator.state.MigrationRecord;

/** Told what happens, for metrics. Thread-safe and quick. */
public interface Measurements {
  /** A migration is in another state, or known for the first time. */
  void state(MigrationRecord record);

  /** A migration was deleted, or this instance stands by. */
  void forgotten(String migration);

  /** A step of a cutover ended. */
  void step(CutoverStep step);
}
