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

  /** One command for each step of a cutover that has just begun. */
  static List<MigrationCommand> ofBegun(Migration plan, CutoverRun begun) {
    return announced(plan, List.of(), begun);
  }

  /** One command for each step that began or ended between two moments of a cutover. */
  static List<MigrationCommand> between(Migration plan, CutoverRun before, CutoverRun after) {
    return announced(plan, before.steps(), after);
  }

  private static List<MigrationCommand> announced(
      Migration plan, List<CutoverStepTime> known, CutoverRun after) {
    List<MigrationCommand> commands = new ArrayList<>();
    for (int i = 0; i < after.steps().size(); i++) {
      CutoverStepTime step = after.steps().get(i);
      if (i >= known.size() || !step.equals(known.get(i))) {
        commands.add(new MigrationCommand.PublishCutoverStep(announce(plan, after, step)));
      }
    }
    return commands;
  }

  /** The failure of a step that stays current and is tried again. */
  static MigrationCommand failed(Migration plan, CutoverRun run) {
    return new MigrationCommand.PublishCutoverStep(
        new CutoverStep(
            plan.name(),
            run.id(),
            run.direction(),
            run.current().step(),
            Outcome.FAILED,
            0,
            run.error()));
  }

  private static CutoverStep announce(Migration plan, CutoverRun run, CutoverStepTime step) {
    ErrorReport error = step.outcome() == Outcome.FAILED ? run.error() : null;
    return new CutoverStep(
        plan.name(), run.id(), run.direction(), step.step(), step.outcome(), step.millis(), error);
  }
}
