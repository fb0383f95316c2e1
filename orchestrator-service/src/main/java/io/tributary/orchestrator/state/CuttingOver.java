package io.tributary.orchestrator.state;

import io.tributary.common.desired.Goal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverStep.Step;
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
 * @param switching the tries of the switch actions, null before SWITCH
 */
public record CuttingOver(Instant since, CutoverRun run, SwitchTry switching)
    implements MigrationState {

  /** The step in hand. */
  public Step step() {
    return run.current().step();
  }

  @Override
  public Desire desire() {
    return switch (step()) {
      case REHEARSE -> new Desire(Goal.REHEARSE, run.id(), run.deadline(), false);
      case FENCE, DRAIN -> new Desire(Goal.FENCE, run.id(), run.deadline(), false);
      case VERIFY -> new Desire(Goal.VERIFY, run.id(), run.deadline(), false);
      case OPEN, SWITCH -> new Desire(Goal.OPEN, run.id(), null, false);
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
    return switchWaits() ? EnumSet.of(OrderName.CUTOVER) : EnumSet.noneOf(OrderName.class);
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
        : Optional.ofNullable(switching).map(SwitchTry::retryAt);
  }

  @Override
  public List<Command> takeUp() {
    return switching != null && switching.running()
        ? List.of(new Command.RunSwitch(run.id()))
        : List.of();
  }

  @Override
  public Decision look(Situation situation) {
    CutoverProgress progress = new CutoverProgress(situation, run.id());
    Optional<ErrorReport> failure = undoable() ? progress.failure(run) : Optional.empty();
    if (failure.isPresent()) {
      return undo(situation, failure.get());
    }
    return switch (step()) {
      case REHEARSE -> progress.rehearsed() ? fence(situation) : Decision.stay(this);
      case FENCE -> progress.fenced() ? drain(situation) : Decision.stay(this);
      case DRAIN -> progress.drained() ? enter(situation, Step.VERIFY) : Decision.stay(this);
      case VERIFY -> verify(situation, progress);
      case OPEN -> progress.opened() ? startSwitch(situation) : Decision.stay(this);
      case SWITCH -> retryDue(situation) ? retry(situation) : Decision.stay(this);
      case GATE, DONE, UNDO -> throw new IllegalStateException(step() + " belongs elsewhere");
    };
  }

  private Decision fence(Situation situation) {
    long limit = situation.plan().cutover().timeLimitMillis();
    return to(situation, run.enterFence(situation.now(), limit));
  }

  /** Often the first report of the fence says drained already: then one transition does both. */
  private Decision drain(Situation situation) {
    Decision draining = enter(situation, Step.DRAIN);
    Decision after = draining.next().look(situation);
    List<Command> both = new ArrayList<>(draining.commands());
    both.addAll(after.commands());
    return Decision.to(after.next(), both);
  }

  /** The drained fences are looked at again, because opening is for good. */
  private Decision verify(Situation situation, CutoverProgress progress) {
    return progress.verified() && progress.drained()
        ? enter(situation, Step.OPEN)
        : Decision.stay(this);
  }

  private Decision startSwitch(Situation situation) {
    CutoverRun next = run.enter(Step.SWITCH, situation.now());
    List<Command> commands = Announcements.between(situation.plan(), run, next);
    commands.add(new Command.RunSwitch(run.id()));
    return Decision.to(new CuttingOver(since, next, SwitchTry.first()), commands);
  }

  private boolean retryDue(Situation situation) {
    return switchWaits() && !situation.now().isBefore(switching.retryAt());
  }

  private Decision retry(Situation situation) {
    return Decision.to(
        new CuttingOver(since, run, switching.again()), List.of(new Command.RunSwitch(run.id())));
  }

  private Decision enter(Situation situation, Step next) {
    return to(situation, run.enter(next, situation.now()));
  }

  private Decision to(Situation situation, CutoverRun entered) {
    return Decision.to(
        new CuttingOver(since, entered, null),
        Announcements.between(situation.plan(), run, entered));
  }

  @Override
  public Decision undoPublished(Situation situation) {
    return undoable()
        ? undo(situation, CutoverProgress.timeLimit(situation.plan(), run))
        : Decision.stay(this);
  }

  private Decision undo(Situation situation, ErrorReport why) {
    CutoverRun undone = run.undo(why, situation.now());
    return Decision.to(
        new Undoing(situation.now(), undone), Announcements.between(situation.plan(), run, undone));
  }

  @Override
  public Decision switchSucceeded(Situation situation, String cutoverId) {
    if (step() != Step.SWITCH || !run.id().equals(cutoverId)) {
      return Decision.stay(this);
    }
    CutoverRun done = run.done(situation.now());
    return Decision.to(
        new Switched(situation.now(), done), Announcements.between(situation.plan(), run, done));
  }

  @Override
  public Decision switchFailed(Situation situation, String cutoverId, ErrorReport error) {
    if (step() != Step.SWITCH || switchWaits() || !run.id().equals(cutoverId)) {
      return Decision.stay(this);
    }
    CutoverRun failed = run.withError(error);
    return Decision.to(
        new CuttingOver(since, failed, switching.failed(situation.now())),
        List.of(Announcements.failed(situation.plan(), failed)));
  }

  @Override
  public Decision cutover(Situation situation, String newId) {
    return switchWaits() ? retry(situation).accepted(run.id()) : running();
  }

  @Override
  public Decision repeatCutover(Situation situation, String earlierId) {
    return switchWaits() && run.id().equals(earlierId)
        ? retry(situation).accepted(earlierId)
        : Decision.stay(this).accepted(earlierId);
  }

  private Decision running() {
    return Decision.refuse(
        this,
        ErrorReport.of(
            StateError.CUTOVER_RUNNING,
            "Cutover " + run.id() + " is running, in step " + step() + ". Wait for its end.",
            Map.of("cutoverId", run.id(), "step", step().name())),
        List.of());
  }

  @Override
  public Decision abort(Situation situation, boolean keepTarget) {
    return undoable()
        ? Decision.accept(new Aborting(situation.now(), keepTarget, run))
        : refuse(OrderName.ABORT);
  }
}
