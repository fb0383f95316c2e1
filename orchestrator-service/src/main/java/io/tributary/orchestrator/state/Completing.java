package io.tributary.orchestrator.state;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.orchestrator.cutover.CutoverRun;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Connectors, slots and publications are being removed.
 *
 * @param run the cutover that was completed
 */
public record Completing(Instant since, CutoverRun run) implements MigrationState {

  @Override
  public DesiredGoal desire() {
    return DesiredGoal.of(MigrationGoal.COMPLETE, run);
  }

  @Override
  public Set<OrderName> offered() {
    return EnumSet.noneOf(OrderName.class);
  }

  @Override
  public String inWords() {
    return "it is being completed";
  }

  @Override
  public Optional<CutoverRun> lastCutover() {
    return Optional.of(run);
  }

  @Override
  public StateDecision look(MigrationSituation situation) {
    return situation.allAchieved()
        ? StateDecision.to(new Completed(situation.now(), run), List.of())
        : StateDecision.stay(this);
  }
}
