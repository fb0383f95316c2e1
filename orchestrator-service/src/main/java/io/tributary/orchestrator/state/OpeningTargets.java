package io.tributary.orchestrator.state;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.SwitchProgress;
import io.tributary.orchestrator.order.OrderName;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A cutover in OPEN: each source's part of the target is being opened; of a rollback, each source.
 *
 * @param run the cutover so far
 */
public record OpeningTargets(Instant since, CutoverRun run) implements CuttingOver {

  @Override
  public Step step() {
    return Step.OPEN;
  }

  @Override
  public DesiredGoal desire() {
    return DesiredGoal.of(MigrationGoal.OPEN, run).goingAs(run);
  }

  @Override
  public Set<OrderName> offered() {
    return EnumSet.of(OrderName.RESUME);
  }

  /** What keeps a side from being opened may have been mended; there is only forward. */
  @Override
  public StateDecision resume(MigrationSituation situation) {
    return StateDecision.again(this);
  }

  @Override
  public StateDecision look(MigrationSituation situation) {
    if (!new CutoverProgress(situation, run).opened()) {
      return StateDecision.stay(this);
    }
    CutoverRun next = run.enter(Step.SWITCH, situation.now());
    List<MigrationCommand> commands = StepAnnouncements.between(situation.plan(), run, next);
    SwitchProgress first =
        SwitchProgress.begun(situation.plan().cutover().switchActions(), situation.now());
    commands.add(MigrationCommand.RunSwitch.of(run, first));
    return StateDecision.to(new SwitchingApplications(since, next, first), commands);
  }
}
