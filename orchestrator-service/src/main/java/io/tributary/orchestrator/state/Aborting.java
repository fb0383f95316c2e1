package io.tributary.orchestrator.state;

import io.tributary.common.desired.Goal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fences, connectors, slots and publications are being removed, and unless it is kept, what was
 * created in the target.
 *
 * @param run the last cutover, null when there was none
 */
public record Aborting(Instant since, boolean keepTarget, CutoverRun run)
    implements MigrationState {

  @Override
  public Desire desire() {
    return new Desire(Goal.ABORT, run == null ? null : run.id(), null, keepTarget);
  }

  @Override
  public Set<OrderName> offered() {
    return EnumSet.noneOf(OrderName.class);
  }

  @Override
  public String inWords() {
    return "it is being aborted";
  }

  @Override
  public Optional<CutoverRun> lastCutover() {
    return Optional.ofNullable(run);
  }

  @Override
  public Decision look(Situation situation) {
    return situation.allAchieved()
        ? Decision.to(new Aborted(situation.now(), true, keepTarget, run), List.of())
        : Decision.stay(this);
  }
}
