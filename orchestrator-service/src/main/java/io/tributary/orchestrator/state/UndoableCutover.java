package io.tributary.orchestrator.state;

import io.tributary.common.desired.ClientsGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.model.Direction;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.CutoverStage;
import io.tributary.orchestrator.cutover.CutoverTimeLimit;
import io.tributary.orchestrator.observed.LedPoolers;
import io.tributary.orchestrator.order.OrderName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A cutover before OPEN: any failure and the deadline undo it.
 *
 * @param run the cutover so far
 * @param stage the step in hand, which is the run's current one
 */
public record UndoableCutover(Instant since, CutoverRun run, CutoverStage stage)
    implements CuttingOver {

  @Override
  public Step step() {
    return stage.step();
  }

  @Override
  public DesiredGoal desire() {
    return DesiredGoal.of(stage.goal(), run)
        .goingAs(run)
        .until(run.deadline())
        .with(run.holdsClients() ? ClientsGoal.HELD : ClientsGoal.FREE);
  }

  @Override
  public Set<OrderName> offered() {
    return run.direction() == Direction.OUT
        ? EnumSet.of(OrderName.ABORT)
        : EnumSet.noneOf(OrderName.class);
  }

  @Override
  public String inWords() {
    return run.inWords() + " is in step " + step();
  }

  @Override
  public Optional<Instant> wakeAt() {
    return Optional.of(run.deadline());
  }

  @Override
  public StateDecision look(MigrationSituation situation) {
    CutoverProgress progress = new CutoverProgress(situation, run);
    return progress
        .failure(run)
        .map(why -> undo(situation, why))
        .orElseGet(() -> goOn(situation, progress));
  }

  private StateDecision goOn(MigrationSituation situation, CutoverProgress progress) {
    return switch (stage) {
      case REHEARSE -> progress.rehearsed() ? close(situation) : StateDecision.stay(this);
      case HOLD_CLIENTS ->
          progress.clientsHeld() ? enter(situation, CutoverStage.FENCE) : StateDecision.stay(this);
      case FENCE -> progress.fenced() ? drain(situation) : StateDecision.stay(this);
      case DRAIN ->
          progress.drained() ? enter(situation, CutoverStage.VERIFY) : StateDecision.stay(this);
      // The drained fences are looked at again, because opening is for good.
      case VERIFY ->
          progress.verified() && progress.drained() ? open(situation) : StateDecision.stay(this);
    };
  }

  /** Clients that a pooler can hold wait before anything is refused, so that nothing is. */
  private StateDecision close(MigrationSituation situation) {
    CutoverSettings settings = situation.plan().cutover();
    Instant now = situation.now();
    if (!LedPoolers.named(situation.plan())) {
      CutoverRun fencing = run.enterFence(now, settings.timeLimitMillis());
      return to(situation, new UndoableCutover(since, fencing, CutoverStage.FENCE));
    }
    CutoverRun holding =
        run.enterHold(now, settings.timeLimitMillis() - settings.heldReserveMillis());
    return to(situation, new UndoableCutover(since, holding, CutoverStage.HOLD_CLIENTS));
  }

  /** Often the first report of the fence says drained already: then one transition does both. */
  private StateDecision drain(MigrationSituation situation) {
    StateDecision draining = enter(situation, CutoverStage.DRAIN);
    StateDecision after = draining.next().look(situation);
    List<MigrationCommand> both = new ArrayList<>(draining.commands());
    both.addAll(after.commands());
    return StateDecision.to(after.next(), both);
  }

  private StateDecision enter(MigrationSituation situation, CutoverStage next) {
    CutoverRun entered = run.enter(next.step(), situation.now());
    return to(situation, new UndoableCutover(since, entered, next));
  }

  private StateDecision open(MigrationSituation situation) {
    return to(situation, new OpeningTargets(since, run.enter(Step.OPEN, situation.now())));
  }

  private StateDecision to(MigrationSituation situation, CuttingOver next) {
    return StateDecision.to(next, StepAnnouncements.between(situation.plan(), run, next.run()));
  }

  @Override
  public StateDecision undoPublished(MigrationSituation situation) {
    return undo(situation, new CutoverTimeLimit(situation.plan(), run).passed());
  }

  private StateDecision undo(MigrationSituation situation, ErrorReport why) {
    CutoverRun undone = run.undo(why, situation.now());
    return StateDecision.to(
        new Undoing(situation.now(), undone),
        StepAnnouncements.between(situation.plan(), run, undone));
  }

  @Override
  public StateDecision abort(MigrationSituation situation, boolean keepTarget) {
    return run.direction() == Direction.BACK
        ? refuse(OrderName.ABORT)
        : StateDecision.accept(Aborting.of(situation.now(), keepTarget, run).by(situation.by()));
  }
}
