package io.tributary.orchestrator.state;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverStep;
import io.tributary.common.event.CutoverStep.Outcome;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.CutoverStepTime;
import java.util.ArrayList;
import java.util.List;

/** Finds which steps began or ended between two moments of a cutover. */
final class StepAnnouncements {
  private StepAnnouncements() {}

  /** One command for each step that began or ended; {@code before} is null at the beginning. */
  static List<MigrationCommand> between(Migration plan, CutoverRun before, CutoverRun after) {
    List<MigrationCommand> commands = new ArrayList<>();
    int known = before == null ? 0 : before.steps().size();
    for (int i = 0; i < after.steps().size(); i++) {
      CutoverStepTime step = after.steps().get(i);
      if (i >= known || !step.equals(before.steps().get(i))) {
        commands.add(new MigrationCommand.PublishCutoverStep(announce(plan, after, step)));
      }
    }
    return commands;
  }

  /** The failure of a step that stays current and is tried again. */
  static MigrationCommand failed(Migration plan, CutoverRun run) {
    return new MigrationCommand.PublishCutoverStep(
        new CutoverStep(
            plan.name(), run.id(), run.current().step(), Outcome.FAILED, 0, run.error()));
  }

  private static CutoverStep announce(Migration plan, CutoverRun run, CutoverStepTime step) {
    ErrorReport error = step.outcome() == Outcome.FAILED ? run.error() : null;
    return new CutoverStep(
        plan.name(), run.id(), step.step(), step.outcome(), step.millis(), error);
  }
}
