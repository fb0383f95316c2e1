package io.tributary.orchestrator.state;

import io.tributary.orchestrator.cutover.SwitchReport;
import java.util.Locale;
import java.util.Optional;

/** Something that happened to a migration and that its state may answer. */
public interface MigrationEvent {

  /** Stable name for history and log. */
  String label();

  /** The transition of the state that this event causes. */
  StateDecision askOf(MigrationState state, MigrationSituation situation);

  /**
   * The key by which a repetition of the same order is known; only orders of a cutover have one.
   */
  default Optional<String> idempotencyKey() {
    return Optional.empty();
  }

  /** Time passed, or something new was observed. */
  record Tick() implements MigrationEvent {
    @Override
    public String label() {
      return "tick";
    }

    @Override
    public StateDecision askOf(MigrationState state, MigrationSituation situation) {
      return state.look(situation);
    }
  }

  /** The desired topic holds a later generation than the store: fences were lifted unrecorded. */
  record UndoPublished() implements MigrationEvent {
    @Override
    public String label() {
      return "undo-published";
    }

    @Override
    public StateDecision askOf(MigrationState state, MigrationSituation situation) {
      return state.undoPublished(situation);
    }
  }

  /** Something happened to a switch action. */
  record SwitchReported(SwitchReport report) implements MigrationEvent {
    @Override
    public String label() {
      return "switch-" + report.what().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public StateDecision askOf(MigrationState state, MigrationSituation situation) {
      return state.switchReported(situation, report);
    }
  }
}
