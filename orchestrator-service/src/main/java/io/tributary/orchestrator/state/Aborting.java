package io.tributary.orchestrator.state;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.event.Requester;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.order.OrderName;
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
 * @param abandoned names of sources that are gone, and are left as they are
 * @param by who ordered it; null where nobody is known
 */
public record Aborting(
    Instant since,
    boolean keepTarget,
    @Nullable CutoverRun run,
    Set<String> abandoned,
    @Nullable Requester by)
    implements MigrationState {

  public Aborting {
    abandoned = abandoned == null ? Set.of() : Set.copyOf(abandoned);
  }

  /** An abort that touches every source. */
  static Aborting of(Instant since, boolean keepTarget, @Nullable CutoverRun run) {
    return new Aborting(since, keepTarget, run, Set.of(), null);
  }

  Aborting by(@Nullable Requester orderer) {
    return new Aborting(since, keepTarget, run, abandoned, orderer);
  }

  @Override
  public DesiredGoal desire() {
    return DesiredGoal.of(MigrationGoal.ABORT, run).keepingTarget(keepTarget).without(abandoned);
  }

  @Override
  public Set<OrderName> offered() {
    return EnumSet.of(OrderName.RESUME, OrderName.ABANDON);
  }

  @Override
  public String inWords() {
    return "it is being aborted";
  }

  @Override
  public Optional<Requester> orderedBy() {
    return Optional.ofNullable(by);
  }

  @Override
  public Optional<CutoverRun> lastCutover() {
    return Optional.ofNullable(run);
  }

  @Override
  public StateDecision resume(MigrationSituation situation) {
    return StateDecision.again(this);
  }

  @Override
  public StateDecision abandon(MigrationSituation situation, String source) {
    return StateDecision.accept(
        new Aborting(since, keepTarget, run, DesiredGoal.leaving(abandoned, source), by));
  }

  @Override
  public StateDecision look(MigrationSituation situation) {
    return situation.allAchieved()
        ? StateDecision.to(new Aborted(situation.now(), true, keepTarget, run), List.of())
        : StateDecision.stay(this);
  }
}
