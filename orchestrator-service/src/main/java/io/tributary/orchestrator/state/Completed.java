package io.tributary.orchestrator.state;

import io.tributary.common.desired.Goal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Done for good; the sources keep their fences.
 *
 * @param run the cutover that was completed
 */
public record Completed(Instant since, CutoverRun run) implements MigrationState {

  @Override
  public Desire desire() {
    return Desire.of(Goal.COMPLETE, run);
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
