package io.tributary.orchestrator.state;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.orchestrator.cutover.CutoverRun;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fences, connectors, slots and publications are being removed, and unless it is kept, what was
 * created in the target.
 *
 * @param run the last cutover, null when there was none
 */
public record Aborting(Instant since, boolean keepTarget, @Nullable CutoverRun run)
    implements MigrationState {

  @Override
  public DesiredGoal desire() {
    return DesiredGoal.of(MigrationGoal.ABORT, run).keepingTarget(keepTarget);
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
  public StateDecision look(MigrationSituation situation) {
    return situation.allAchieved()
        ? StateDecision.to(new Aborted(situation.now(), true, keepTarget, run), List.of())
        : StateDecision.stay(this);
  }
}
