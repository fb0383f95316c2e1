package io.tributary.orchestrator.state;

import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.cutover.SwitchProgress;
import io.tributary.orchestrator.cutover.SwitchedAction.Outcome;

/** States that tests of other packages look at. */
public final class StatesForRevision {
  private StatesForRevision() {}

  public static MigrationState created() {
    return Created.at(EveryState.T0, 1);
  }

  public static MigrationState replicating() {
    return new Replicating(EveryState.T0, null);
  }

  public static MigrationState paused() {
    return new Paused(EveryState.T0, null);
  }

  public static MigrationState switched(boolean wayBack) {
    return new Switched(
        EveryState.T0, EveryState.at(Step.SWITCH).done(EveryState.T0), null, wayBack);
  }

  /** A cutover in that step; of SWITCH with its first action in hand. */
  public static MigrationState cuttingOver(Step step) {
    return EveryState.examples().stream()
        .filter(state -> state.label().equals("CuttingOver/" + step))
        .findFirst()
        .orElseThrow();
  }

  /** A switch whose action in hand waits for its next try. */
  public static MigrationState switchThatFailed() {
    return EveryState.examples().stream()
        .filter(state -> state instanceof CuttingOver c && c.problem().isPresent())
        .findFirst()
        .orElseThrow();
  }

  /** A switch whose second action is in hand. */
  public static MigrationState switchingTheSecond(Migration plan) {
    var actions = plan.cutover().switchActions();
    SwitchProgress second =
        SwitchProgress.begun(actions, EveryState.T0)
            .ended(Outcome.SUCCEEDED, "", actions, EveryState.T0);
    return new SwitchingApplications(EveryState.T0, EveryState.at(Step.SWITCH), second);
  }
}
