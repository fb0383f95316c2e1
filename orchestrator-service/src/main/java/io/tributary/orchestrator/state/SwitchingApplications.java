package io.tributary.orchestrator.state;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.model.Direction;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.SwitchProgress;
import io.tributary.orchestrator.cutover.SwitchReport;
import io.tributary.orchestrator.cutover.SwitchedAction;
import io.tributary.orchestrator.cutover.SwitchedAction.Outcome;
import io.tributary.orchestrator.order.OrderName;
import io.tributary.orchestrator.order.StateError;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cutover in SWITCH: the target is open, and the switch actions run. Of a rollback, the sources
 * are open.
 *
 * @param run the cutover so far
 * @param switching how far the switch actions are
 */
public record SwitchingApplications(Instant since, CutoverRun run, SwitchProgress switching)
    implements CuttingOver {

  @Override
  public Step step() {
    return Step.SWITCH;
  }

  @Override
  public DesiredGoal desire() {
    return DesiredGoal.of(MigrationGoal.OPEN, run).goingAs(run);
  }

  @Override
  public Set<OrderName> offered() {
    return switching.running()
        ? EnumSet.of(OrderName.CONFIRM, OrderName.SKIP)
        : EnumSet.of(again(), OrderName.CONFIRM, OrderName.SKIP);
  }

  /** The order that is under way; placed once more, it tries the waiting action at once. */
  private OrderName again() {
    return run.direction() == Direction.OUT ? OrderName.CUTOVER : OrderName.ROLLBACK;
  }

  @Override
  public Optional<Instant> wakeAt() {
    return Optional.ofNullable(switching.retryAt());
  }

  @Override
  public List<MigrationCommand> takeUp() {
    return switching.running() ? List.of(MigrationCommand.RunSwitch.of(run, switching)) : List.of();
  }

  @Override
  public StateDecision look(MigrationSituation situation) {
    boolean due = wakeAt().filter(moment -> !situation.now().isBefore(moment)).isPresent();
    return due ? retry(situation) : StateDecision.stay(this);
  }

  /** The same; an action that waits for its next try is tried at that moment. */
  public SwitchingApplications retryingAt(Instant moment) {
    return switching.running() ? this : with(run, switching.retryingAt(moment));
  }

  private SwitchingApplications with(CutoverRun told, SwitchProgress next) {
    return new SwitchingApplications(since, told, next);
  }

  private StateDecision retry(MigrationSituation situation) {
    SwitchProgress again =
        switching.again(situation.plan().cutover().switchActions(), situation.now());
    return StateDecision.to(with(run, again), List.of(MigrationCommand.RunSwitch.of(run, again)));
  }

  @Override
  public StateDecision switchReported(MigrationSituation situation, SwitchReport report) {
    boolean ours =
        run.id().equals(report.cutoverId())
            && switching.inHand() == report.action()
            && switching.running();
    if (!ours) {
      return StateDecision.stay(this);
    }
    return switch (report.what()) {
      case STARTED -> StateDecision.to(with(run, switching.with(report.started())), List.of());
      case OVERDUE ->
          unsettled(situation, report, switching.overdue(report.error(), report.output()));
      case FAILED ->
          unsettled(
              situation,
              report,
              switching.failed(report.error(), report.output(), situation.now()));
      case SUCCEEDED -> settled(situation, Outcome.SUCCEEDED, report.output());
    };
  }

  private StateDecision unsettled(
      MigrationSituation situation, SwitchReport report, SwitchProgress next) {
    CutoverRun told = run.withError(report.error());
    return StateDecision.to(
        with(told, next), List.of(StepAnnouncements.failed(situation.plan(), told)));
  }

  /** The action in hand is behind, in whichever way; the next one, or the end. */
  private StateDecision settled(
      MigrationSituation situation, Outcome how, @Nullable String output) {
    List<SwitchAction> actions = situation.plan().cutover().switchActions();
    SwitchProgress next = switching.ended(how, output, actions, situation.now());
    if (next.current() != null) {
      return StateDecision.to(
          with(run.withError(null), next), List.of(MigrationCommand.RunSwitch.of(run, next)));
    }
    CutoverRun done = run.switched(next.done()).done(situation.now());
    return StateDecision.to(
        run.direction() == Direction.OUT
            ? Switched.by(done, situation)
            : new Replicating(situation.now(), done),
        StepAnnouncements.between(situation.plan(), run, done));
  }

  @Override
  public StateDecision settleAction(MigrationSituation situation, Order.SettleAction order) {
    if (order.action().isPresent() && order.action().getAsInt() != switching.inHand() + 1) {
      return otherInHand(order.order(), order.action().getAsInt());
    }
    return settled(situation, order.outcome(), null).accepted(run.id());
  }

  private StateDecision otherInHand(OrderName order, int action) {
    int inHand = switching.inHand() + 1;
    SwitchedAction current = switching.current();
    String name = current == null ? "none" : current.action();
    return StateDecision.refuse(
        this,
        StateError.ORDER_ILLEGAL,
        "The order %s of switch action %d is refused: action %d (%s) is in hand. Order it for that one, or wait."
            .formatted(order.word(), action, inHand, name),
        Map.of("order", order.word(), "state", name(), "action", String.valueOf(inHand)));
  }

  @Override
  public StateDecision cutover(MigrationSituation situation, String newId) {
    return offered().contains(OrderName.CUTOVER)
        ? retry(situation).accepted(run.id())
        : CuttingOver.super.cutover(situation, newId);
  }

  @Override
  public StateDecision rollback(MigrationSituation situation, String newId) {
    return offered().contains(OrderName.ROLLBACK)
        ? retry(situation).accepted(run.id())
        : CuttingOver.super.rollback(situation, newId);
  }

  @Override
  public StateDecision repeatCutover(MigrationSituation situation, String earlierId) {
    return !switching.running() && run.id().equals(earlierId)
        ? retry(situation).accepted(earlierId)
        : StateDecision.stay(this).accepted(earlierId);
  }
}
