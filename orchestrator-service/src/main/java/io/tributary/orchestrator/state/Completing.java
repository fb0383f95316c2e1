package io.tributary.orchestrator.state;

import io.tributary.common.desired.Goal;
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
  public Desire desire() {
    return Desire.of(Goal.COMPLETE, run);
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
  public Decision look(Situation situation) {
    return situation.allAchieved()
        ? Decision.to(new Completed(situation.now(), run), List.of())
        : Decision.stay(this);
  }
}
