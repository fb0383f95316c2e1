package io.tributary.orchestrator.state;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.RowRequest;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.order.OrderName;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Capture goes on, nothing is applied.
 *
 * @param run the last cutover, which was undone; null when there was none
 * @param requests about single rows that came before the pause, oldest first
 * @param rehearsal the last one since that cutover; null where there was none
 */
public record Paused(
    Instant since,
    @Nullable CutoverRun run,
    List<RowRequest> requests,
    @Nullable CutoverRehearsal rehearsal)
    implements MigrationState {

  public Paused {
    requests = requests == null ? List.of() : List.copyOf(requests);
  }

  /** Nothing is asked about rows. */
  public Paused(Instant since, @Nullable CutoverRun run) {
    this(since, run, List.of(), null);
  }

  @Override
  public DesiredGoal desire() {
    return DesiredGoal.of(MigrationGoal.PAUSE, run);
  }

  @Override
  public Set<OrderName> offered() {
    return EnumSet.of(OrderName.RESUME, OrderName.ABORT);
  }

  @Override
  public String inWords() {
    return "it is paused";
  }

  @Override
  public Optional<CutoverRun> lastCutover() {
    return Optional.ofNullable(run);
  }

  @Override
  public Optional<CutoverRehearsal> lastRehearsal() {
    return Optional.ofNullable(rehearsal).or(MigrationState.super::lastRehearsal);
  }

  @Override
  public StateDecision resume(MigrationSituation situation) {
    return StateDecision.accept(new Replicating(situation.now(), run, requests, null, rehearsal));
  }

  @Override
  public StateDecision abort(MigrationSituation situation, boolean keepTarget) {
    return StateDecision.accept(Aborting.of(situation.now(), keepTarget, run).by(situation.by()));
  }
}
