package io.tributary.orchestrator.state;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.SwitchProgress;
import io.tributary.orchestrator.cutover.SwitchReport;
import io.tributary.orchestrator.cutover.SwitchedAction.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A cutover is under way. Up to VERIFY any failure and the deadline undo it. The transition to OPEN
 * is the point of no return: once it is stored a target may be open, so that only forward is left.
 *
 * @param run the cutover; its current step is REHEARSE, FENCE, DRAIN, VERIFY, OPEN or SWITCH
 * @param switching how far the switch actions are, null before SWITCH
 */
public record CuttingOver(Instant since, CutoverRun run, SwitchProgress switching)
    implements MigrationState {

  /** The step in hand. */
  public Step step() {
    return run.current().step();
  }

  @Override
  public DesiredGoal desire() {
    return switch (step()) {
      case REHEARSE -> DesiredGoal.of(MigrationGoal.REHEARSE, run).until(run.deadline());
      case FENCE, DRAIN -> DesiredGoal.of(MigrationGoal.FENCE, run).until(run.deadline());
      case VERIFY -> DesiredGoal.of(MigrationGoal.VERIFY, run).until(run.deadline());
      case OPEN, SWITCH -> DesiredGoal.of(MigrationGoal.OPEN, run);
      case GATE, DONE, UNDO -> throw new IllegalStateException(step() + " belongs elsewhere");
    };
  }

  /** Whether the cutover can still be undone. */
  public boolean undoable() {
    return step() != Step.OPEN && step() != Step.SWITCH;
  }

  private boolean switchWaits() {
    return switching != null && !switching.running();
  }

  @Override
  public Set<OrderName> offered() {
    if (undoable()) {
      return EnumSet.of(OrderName.ABORT);
    }
    if (switching == null) {
      return EnumSet.noneOf(OrderName.class);
    }
    return switchWaits()
        ? EnumSet.of(OrderName.CUTOVER, OrderName.CONFIRM, OrderName.SKIP)
        : EnumSet.of(OrderName.CONFIRM, OrderName.SKIP);
  }

  @Override
  public String inWords() {
    return "cutover "
        + run.id()
        + " is in step "
        + step()
        + (undoable() ? "" : ", from which there is only forward");
  }

  @Override
  public String label() {
    return name() + "/" + step();
  }

  @Override
  public Optional<CutoverRun> lastCutover() {
    return Optional.of(run);
  }

  @Override
  public Optional<Instant> wakeAt() {
    return undoable()
        ? Optional.of(run.deadline())
        : Optional.ofNullable(switching).map(SwitchProgress::retryAt);
  }

  @Override
  public List<MigrationCommand> takeUp() {
    return switching != null && switching.running()
        ? List.of(MigrationCommand.RunSwitch.of(run, switching))
        : List.of();
  }

  @Override
  public StateDecision look(MigrationSituation situation) {
    CutoverProgress progress = new CutoverProgress(situation, run.id());
    Optional<ErrorReport> failure = undoable() ? progress.failure(run) : Optional.empty();
    if (failure.isPresent()) {
      return undo(situation, failure.get());
    }
    return switch (step()) {
      case REHEARSE -> progress.rehearsed() ? fence(situation) : StateDecision.stay(this);
      case FENCE -> progress.fenced() ? drain(situation) : StateDecision.stay(this);
      case DRAIN -> progress.drained() ? enter(situation, Step.VERIFY) : StateDecision.stay(this);
      case VERIFY -> verify(situation, progress);
      case OPEN -> progress.opened() ? startSwitch(situation) : StateDecision.stay(this);
      case SWITCH -> retryDue(situation) ? retry(situation) : StateDecision.stay(this);
      case GATE, DONE, UNDO -> throw new IllegalStateException(step() + " belongs elsewhere");
    };
  }

  private StateDecision fence(MigrationSituation situation) {
    long limit = situation.plan().cutover().timeLimitMillis();
    return to(situation, run.enterFence(situation.now(), limit));
  }

  /** Often the first report of the fence says drained already: then one transition does both. */
  private StateDecision drain(MigrationSituation situation) {
    StateDecision draining = enter(situation, Step.DRAIN);
    StateDecision after = draining.next().look(situation);
    List<MigrationCommand> both = new ArrayList<>(draining.commands());
    both.addAll(after.commands());
    return StateDecision.to(after.next(), both);
  }

  /** The drained fences are looked at again, because opening is for good. */
  private StateDecision verify(MigrationSituation situation, CutoverProgress progress) {
    return progress.verified() && progress.drained()
        ? enter(situation, Step.OPEN)
        : StateDecision.stay(this);
  }

  private StateDecision startSwitch(MigrationSituation situation) {
    CutoverRun next = run.enter(Step.SWITCH, situation.now());
    List<MigrationCommand> commands = StepAnnouncements.between(situation.plan(), run, next);
    SwitchProgress first =
        SwitchProgress.begun(situation.plan().cutover().switchActions(), situation.now());
    commands.add(MigrationCommand.RunSwitch.of(run, first));
    return StateDecision.to(new CuttingOver(since, next, first), commands);
  }

  /** The same; an action that waits for its next try is tried at that moment. */
  public CuttingOver retryingAt(Instant moment) {
    return switchWaits() ? new CuttingOver(since, run, switching.retryingAt(moment)) : this;
  }

  private boolean retryDue(MigrationSituation situation) {
    return switchWaits() && !situation.now().isBefore(switching.retryAt());
  }

  private StateDecision retry(MigrationSituation situation) {
    SwitchProgress again =
        switching.again(situation.plan().cutover().switchActions(), situation.now());
    return StateDecision.to(
        new CuttingOver(since, run, again), List.of(MigrationCommand.RunSwitch.of(run, again)));
  }

  private StateDecision enter(MigrationSituation situation, Step next) {
    return to(situation, run.enter(next, situation.now()));
  }

  private StateDecision to(MigrationSituation situation, CutoverRun entered) {
    return StateDecision.to(
        new CuttingOver(since, entered, null),
        StepAnnouncements.between(situation.plan(), run, entered));
  }

  @Override
  public StateDecision undoPublished(MigrationSituation situation) {
    return undoable()
        ? undo(situation, CutoverProgress.timeLimit(situation.plan(), run))
        : StateDecision.stay(this);
  }

  private StateDecision undo(MigrationSituation situation, ErrorReport why) {
    CutoverRun undone = run.undo(why, situation.now());
    return StateDecision.to(
        new Undoing(situation.now(), undone),
        StepAnnouncements.between(situation.plan(), run, undone));
  }

  @Override
  public StateDecision switchReported(MigrationSituation situation, SwitchReport report) {
    boolean ours =
        step() == Step.SWITCH
            && run.id().equals(report.cutoverId())
            && switching.inHand() == report.action()
            && switching.running();
    if (!ours) {
      return StateDecision.stay(this);
    }
    return switch (report.what()) {
      case STARTED ->
          StateDecision.to(
              new CuttingOver(since, run, switching.with(report.started())), List.of());
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
        new CuttingOver(since, told, next),
        List.of(StepAnnouncements.failed(situation.plan(), told)));
  }

  /** The action in hand is behind, in whichever way; the next one, or the end. */
  private StateDecision settled(MigrationSituation situation, Outcome how, String output) {
    List<SwitchAction> actions = situation.plan().cutover().switchActions();
    SwitchProgress next = switching.ended(how, output, actions, situation.now());
    if (next.current() != null) {
      return StateDecision.to(
          new CuttingOver(since, run.withError(null), next),
          List.of(MigrationCommand.RunSwitch.of(run, next)));
    }
    CutoverRun done = run.switched(next.done()).done(situation.now());
    return StateDecision.to(
        new Switched(situation.now(), done),
        StepAnnouncements.between(situation.plan(), run, done));
  }

  @Override
  public StateDecision settleAction(MigrationSituation situation, Order.SettleAction order) {
    if (switching == null) {
      return refuse(order.order());
    }
    if (order.action().isPresent() && order.action().getAsInt() != switching.inHand() + 1) {
      return otherInHand(order.order(), order.action().getAsInt());
    }
    StateDecision next = settled(situation, order.outcome(), null);
    return StateDecision.to(next.next(), next.commands()).accepted(run.id());
  }

  private StateDecision otherInHand(OrderName order, int action) {
    int inHand = switching.inHand() + 1;
    String name = switching.current() == null ? "none" : switching.current().action();
    return StateDecision.refuse(
        this,
        StateError.ORDER_ILLEGAL,
        "The order %s of switch action %d is refused: action %d (%s) is in hand. Order it for that one, or wait."
            .formatted(order.word(), action, inHand, name),
        Map.of("order", order.word(), "state", name(), "action", String.valueOf(inHand)));
  }

  @Override
  public StateDecision cutover(MigrationSituation situation, String newId) {
    return switchWaits() ? retry(situation).accepted(run.id()) : running();
  }

  @Override
  public StateDecision repeatCutover(MigrationSituation situation, String earlierId) {
    return switchWaits() && run.id().equals(earlierId)
        ? retry(situation).accepted(earlierId)
        : StateDecision.stay(this).accepted(earlierId);
  }

  private StateDecision running() {
    return StateDecision.refuse(
        this,
        StateError.CUTOVER_RUNNING,
        "Cutover " + run.id() + " is running, in step " + step() + ". Wait for its end.",
        Map.of("cutoverId", run.id(), "step", step().name()));
  }

  @Override
  public StateDecision abort(MigrationSituation situation, boolean keepTarget) {
    return undoable()
        ? StateDecision.accept(new Aborting(situation.now(), keepTarget, run))
        : refuse(OrderName.ABORT);
  }
}
