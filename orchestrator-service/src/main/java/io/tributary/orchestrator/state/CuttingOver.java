package io.tributary.orchestrator.state;

import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.event.Requester;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.order.StateError;
import java.util.Map;
import java.util.Optional;

/**
 * The states of a migration whose cutover is running. The transition from {@link UndoableCutover}
 * to {@link OpeningTargets} is the point of no return: once it is stored a target may be open, so
 * that only forward is left.
 */
public sealed interface CuttingOver extends MigrationState
    permits UndoableCutover, OpeningTargets, SwitchingApplications {

  /** The cutover so far. */
  CutoverRun run();

  /** The step in hand. */
  Step step();

  /** All states of a cutover have one name for the operator, and are told apart by their steps. */
  @Override
  default String name() {
    return "CuttingOver";
  }

  @Override
  default String label() {
    return name() + "/" + step();
  }

  @Override
  default String inWords() {
    return "%s is in step %s, from which there is only forward".formatted(run().inWords(), step());
  }

  @Override
  default Optional<Requester> orderedBy() {
    return Optional.ofNullable(run().orderedBy());
  }

  @Override
  default Optional<CutoverRun> lastCutover() {
    return Optional.of(run());
  }

  @Override
  default StateDecision cutover(MigrationSituation situation, String newId) {
    return StateDecision.refuse(
        this,
        StateError.CUTOVER_RUNNING,
        "Cutover " + run().id() + " is running, in step " + step() + ". Wait for its end.",
        Map.of("cutoverId", run().id(), "step", step().name()));
  }
}
