package io.tributary.orchestrator.state;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.order.OrderName;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The last state of a migration that was completed; the sources keep their fences.
 *
 * @param run the cutover that was completed
 */
public record Completed(Instant since, CutoverRun run) implements MigrationState {

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
    return "it is completed";
  }

  @Override
  public Optional<CutoverRun> lastCutover() {
    return Optional.of(run);
  }

  @Override
  public boolean deletable() {
    return true;
  }
}
