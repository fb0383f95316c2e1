package io.tributary.orchestrator.state;

import io.tributary.common.desired.DeadLetterRequest;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.orchestrator.cutover.CutoverRun;
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
 * @param requests about dead letters that came before the pause, oldest first
 */
public record Paused(Instant since, @Nullable CutoverRun run, List<DeadLetterRequest> requests)
    implements MigrationState {

  public Paused {
    requests = requests == null ? List.of() : List.copyOf(requests);
  }

  /** Nothing is asked about dead letters. */
  public Paused(Instant since, @Nullable CutoverRun run) {
    this(since, run, List.of());
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
  public StateDecision resume(MigrationSituation situation) {
    return StateDecision.accept(new Replicating(situation.now(), run, requests));
  }

  @Override
  public StateDecision abort(MigrationSituation situation, boolean keepTarget) {
    return StateDecision.accept(Aborting.of(situation.now(), keepTarget, run).by(situation.by()));
  }
}
