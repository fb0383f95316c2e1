package io.tributary.orchestrator.state;

import io.tributary.common.error.ErrorReport;

/** Something that happened and that a state may answer. */
public interface Event {

  /** Stable name for history and log. */
  String name();

  /** Asks the state. */
  Decision askOf(MigrationState state, Situation situation);

  /** Something new was observed; the situation holds it. */
  record Seen() implements Event {
    @Override
    public String name() {
      return "observed";
    }

    @Override
    public Decision askOf(MigrationState state, Situation situation) {
      return state.look(situation);
    }
  }

  /** Time passed. */
  record Tick() implements Event {
    @Override
    public String name() {
      return "tick";
    }

    @Override
    public Decision askOf(MigrationState state, Situation situation) {
      return state.look(situation);
    }
  }

  /** The desired topic holds a later generation than the store: fences were lifted unrecorded. */
  record UndoPublished() implements Event {
    @Override
    public String name() {
      return "undo-published";
    }

    @Override
    public Decision askOf(MigrationState state, Situation situation) {
      return state.undoPublished(situation);
    }
  }

  /** All switch actions of the cutover succeeded. */
  record SwitchSucceeded(String cutoverId) implements Event {
    @Override
    public String name() {
      return "switch-succeeded";
    }

    @Override
    public Decision askOf(MigrationState state, Situation situation) {
      return state.switchSucceeded(situation, cutoverId);
    }
  }

  /** A switch action of the cutover failed. */
  record SwitchFailed(String cutoverId, ErrorReport error) implements Event {
    @Override
    public String name() {
      return "switch-failed";
    }

    @Override
    public Decision askOf(MigrationState state, Situation situation) {
      return state.switchFailed(situation, cutoverId, error);
    }
  }
}
