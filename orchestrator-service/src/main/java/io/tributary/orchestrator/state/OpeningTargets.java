package io.tributary.orchestrator.state;

import io.tributary.common.desired.ClientsGoal;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
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
 * Where the file names poolers, they are led there in RELEASE_CLIENTS before the switch.
 *
 * @param run the cutover so far, whose current step says which of the two it is
 */
public record OpeningTargets(Instant since, CutoverRun run) implements CuttingOver {

  @Override
  public Step step() {
    return run.current().step();
  }

  private boolean releasing() {
    return step() == Step.RELEASE_CLIENTS;
  }

  @Override
  public DesiredGoal desire() {
    return DesiredGoal.of(MigrationGoal.OPEN, run).goingAs(run).with(clients());
  }

  private ClientsGoal clients() {
    if (!run.holdsClients()) {
      return ClientsGoal.FREE;
    }
    return releasing() ? ClientsGoal.MOVED : ClientsGoal.HELD;
  }

  @Override
  public Set<OrderName> offered() {
    return releasing()
        ? EnumSet.of(OrderName.RESUME, OrderName.CONFIRM, OrderName.SKIP)
        : EnumSet.of(OrderName.RESUME);
  }

  /** What keeps a side from being opened may have been mended; there is only forward. */
  @Override
  public StateDecision resume(MigrationSituation situation) {
    return StateDecision.again(this);
  }

  /** The operator has led a pooler's clients by hand, or does without it. */
  @Override
  public StateDecision settleAction(MigrationSituation situation, Order.SettleAction order) {
    return releasing() && order.action().isEmpty()
        ? switching(situation).accepted(run.id())
        : refuse(order.order());
  }

  @Override
  public StateDecision look(MigrationSituation situation) {
    if (releasing()) {
      return situation.poolers().achieved() ? switching(situation) : told(situation);
    }
    if (!new CutoverProgress(situation, run).opened()) {
      return StateDecision.stay(this);
    }
    return run.holdsClients() ? releasing(situation) : switching(situation);
  }

  private StateDecision releasing(MigrationSituation situation) {
    CutoverRun next = run.enter(Step.RELEASE_CLIENTS, situation.now());
    return StateDecision.to(
        new OpeningTargets(since, next), StepAnnouncements.between(situation.plan(), run, next));
  }

  /** Shows why a pooler is not led yet, once. */
  private StateDecision told(MigrationSituation situation) {
    ErrorReport why = situation.poolers().error().orElse(null);
    return why == null || why.equals(run.error())
        ? StateDecision.stay(this)
        : StateDecision.to(new OpeningTargets(since, run.withError(why)), List.of());
  }

  private StateDecision switching(MigrationSituation situation) {
    CutoverRun next =
        run.withError(null)
            .holding(situation.poolers().held(run.id()))
            .enter(Step.SWITCH, situation.now());
    List<MigrationCommand> commands = StepAnnouncements.between(situation.plan(), run, next);
    SwitchProgress first =
        SwitchProgress.begun(situation.plan().cutover().switchActions(), situation.now());
    commands.add(MigrationCommand.RunSwitch.of(run, first));
    return StateDecision.to(new SwitchingApplications(since, next, first), commands);
  }
}
