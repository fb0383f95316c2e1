package io.tributary.orchestrator.state;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.order.OrderName;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Given up; the sources are as they were.
 *
 * @param started whether there was anything to put back
 * @param keepTarget whether what was created in the target was left there
 * @param run the last cutover, null when there was none
 */
public record Aborted(Instant since, boolean started, boolean keepTarget, @Nullable CutoverRun run)
    implements MigrationState {

  /** Given up before anything was touched. */
  static Aborted untouched(Instant now) {
    return new Aborted(now, false, false, null);
  }

  @Override
  public DesiredGoal desire() {
    return started
        ? DesiredGoal.of(MigrationGoal.ABORT, run).keepingTarget(keepTarget)
        : DesiredGoal.of(MigrationGoal.IDLE);
  }

  @Override
  public Set<OrderName> offered() {
    return EnumSet.noneOf(OrderName.class);
  }

  @Override
  public String inWords() {
    return "it is aborted";
  }

  @Override
  public Optional<CutoverRun> lastCutover() {
    return Optional.ofNullable(run);
  }

  @Override
  public boolean deletable() {
    return true;
  }
}
