package io.tributary.orchestrator.cutover;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.event.CutoverStep.Step;

/** The steps of a cutover that can be undone, each with what it asks of the other services. */
public enum CutoverStage {
  REHEARSE(Step.REHEARSE, MigrationGoal.REHEARSE),
  /** Only where the file names a pooler; nothing is fenced yet. */
  HOLD_CLIENTS(Step.HOLD_CLIENTS, MigrationGoal.REHEARSE),
  FENCE(Step.FENCE, MigrationGoal.FENCE),
  DRAIN(Step.DRAIN, MigrationGoal.FENCE),
  VERIFY(Step.VERIFY, MigrationGoal.VERIFY);

  private final Step step;
  private final MigrationGoal goal;

  CutoverStage(Step step, MigrationGoal goal) {
    this.step = step;
    this.goal = goal;
  }

  /** The same among all steps. */
  public Step step() {
    return step;
  }

  /** What it asks of the other services. */
  public MigrationGoal goal() {
    return goal;
  }
}
