package io.tributary.orchestrator.state;

import io.tributary.common.desired.ClientsGoal;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.event.Requester;
import io.tributary.common.model.Direction;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.order.OrderName;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The state after a cutover that failed before OPEN, while the fences are being lifted. Clients
 * that a pooler holds go on behind that, so that none of them meets a fence.
 *
 * @param run the failed cutover
 * @param lifted whether only clients are to be let go any more
 */
public record Undoing(Instant since, CutoverRun run, boolean lifted) implements MigrationState {

  /** One that has just begun. */
  public Undoing(Instant since, CutoverRun run) {
    this(since, run, false);
  }

  /** At its end the same as of {@link Replicating}: ending the undoing needs no new generation. */
  @Override
  public DesiredGoal desire() {
    return DesiredGoal.of(MigrationGoal.REPLICATE, run)
        .goingAs(run)
        .with(run.holdsClients() && !lifted ? ClientsGoal.HELD : ClientsGoal.FREE);
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
    if (lifted) {
      return situation.poolers().achieved() ? end(situation) : StateDecision.stay(this);
    }
    if (!situation.undone(run.direction())) {
      return StateDecision.stay(this);
    }
    return run.holdsClients()
        ? StateDecision.to(new Undoing(since, run, true), List.of())
        : end(situation);
  }

  private StateDecision end(MigrationSituation situation) {
    CutoverRun undone = run.holding(situation.poolers().held(run.id())).finish(situation.now());
    CutoverRun takenBack = undone.takesBack();
    return StateDecision.to(
        takenBack == null
            ? new Replicating(situation.now(), undone)
            : Switched.behind(undone, takenBack, situation),
        StepAnnouncements.between(situation.plan(), run, undone));
  }
}
