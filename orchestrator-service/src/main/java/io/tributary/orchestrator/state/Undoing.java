package io.tributary.orchestrator.state;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.event.Requester;
import io.tributary.common.model.Direction;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.order.OrderName;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The state after a cutover that failed before OPEN, while the fences are being lifted.
 *
 * @param run the failed cutover
 */
public record Undoing(Instant since, CutoverRun run) implements MigrationState {

  /** The same as of {@link Replicating}: ending the undoing needs no new generation. */
  @Override
  public DesiredGoal desire() {
    return DesiredGoal.of(MigrationGoal.REPLICATE, run).goingAs(run);
  }

  @Override
  public Set<OrderName> offered() {
    return run.direction() == Direction.OUT
        ? EnumSet.of(OrderName.RESUME, OrderName.ABORT)
        : EnumSet.of(OrderName.RESUME);
  }

  @Override
  public String inWords() {
    return run.inWords() + " failed, and its fences are being lifted";
  }

  @Override
  public Optional<Requester> orderedBy() {
    return Optional.ofNullable(run.orderedBy());
  }

  @Override
  public Optional<CutoverRun> lastCutover() {
    return Optional.of(run);
  }

  @Override
  public StateDecision resume(MigrationSituation situation) {
    return StateDecision.again(this);
  }

  @Override
  public StateDecision abort(MigrationSituation situation, boolean keepTarget) {
    return run.direction() == Direction.BACK
        ? refuse(OrderName.ABORT)
        : StateDecision.accept(Aborting.of(situation.now(), keepTarget, run).by(situation.by()));
  }

  @Override
  public StateDecision look(MigrationSituation situation) {
    if (!situation.undone(run.direction())) {
      return StateDecision.stay(this);
    }
    CutoverRun undone = run.finish(situation.now());
    CutoverRun takenBack = undone.takesBack();
    return StateDecision.to(
        takenBack == null
            ? new Replicating(situation.now(), undone)
            : Switched.behind(undone, takenBack, situation),
        StepAnnouncements.between(situation.plan(), run, undone));
  }
}
