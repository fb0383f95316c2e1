package io.tributary.orchestrator.loop;

import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.state.MigrationEvent;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.StateMachine;
import io.tributary.orchestrator.state.UndoableCutover;
import io.tributary.orchestrator.state.Undoing;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Lifts the fences of an overdue cutover although the target, and with it the stored state, cannot
 * be reached: sources are not held hostage by a dead target. This is the one case in which
 * something is published before it is stored. It is safe, because the stored state is before OPEN
 * and overdue, so that whoever reads it later decides the same; because the generation on the topic
 * tells a successor; and because the broker confirms first that no other instance is active.
 */
final class EmergencyUndo {
  private static final Logger LOG = Logger.getLogger(EmergencyUndo.class);

  private final LoopServices services;
  private String done = "";

  EmergencyUndo(LoopServices services) {
    this.services = services;
  }

  /** Does it when it is due; at most once per cutover. */
  void consider(MigrationLedger ledger, MigrationObservations observations) {
    if (!ledger.mayBeOpening()) {
      ledger.lastKnown().ifPresent(record -> consider(record, observations));
    }
  }

  private void consider(MigrationRecord record, MigrationObservations observations) {
    Instant now = services.clock().instant();
    if (!(record.state() instanceof UndoableCutover cutover)
        || now.isBefore(cutover.run().deadline())
        || done.equals(cutover.run().id())) {
      return;
    }
    MigrationRecord undone =
        StateMachine.decide(record, observations, new MigrationEvent.Tick(), now).next();
    if (undone.state() instanceof Undoing && services.stillActive().getAsBoolean()) {
      LOG.errorf(
          "cutover overdue and target unreachable, lifting fences migration=%s cutover=%s",
          record.plan().name(), cutover.run().id());
      done = cutover.run().id();
      services.publisher().desired(undone.desired());
    }
  }
}
