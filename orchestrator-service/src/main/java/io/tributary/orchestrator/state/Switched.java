package io.tributary.orchestrator.state;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.orchestrator.cutover.CutoverRun;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The state after the switch: the applications use the target, and the sources refuse writes.
 *
 * @param run the cutover that did it
 */
public record Switched(Instant since, CutoverRun run) implements MigrationState {

  @Override
  public DesiredGoal desire() {
    return DesiredGoal.of(MigrationGoal.SWITCHED, run);
  }

  @Override
  public Set<OrderName> offered() {
    return EnumSet.of(OrderName.COMPLETE);
  }

  @Override
  public String inWords() {
    return "cutover " + run.id() + " is done, and the applications write to the target";
  }

  @Override
  public Optional<CutoverRun> lastCutover() {
    return Optional.of(run);
  }

  @Override
  public StateDecision complete(MigrationSituation situation, boolean purge) {
    return StateDecision.accept(Completing.of(situation.now(), run, purge).by(situation.by()));
  }
}
