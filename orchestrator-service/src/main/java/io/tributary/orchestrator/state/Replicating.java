package io.tributary.orchestrator.state;

import io.tributary.common.desired.DeadLetterRequest;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.model.Direction;
import io.tributary.orchestrator.cutover.CutoverPreview;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.gate.CutoverGate;
import io.tributary.orchestrator.gate.GateFinding;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sources are open and their changes are applied as they come.
 *
 * @param run the last cutover, which was undone; null when there was none
 * @param requests about dead letters, oldest first
 */
public record Replicating(Instant since, @Nullable CutoverRun run, List<DeadLetterRequest> requests)
    implements MigrationState {

  public Replicating {
    requests = requests == null ? List.of() : List.copyOf(requests);
  }

  /** Nothing is asked about dead letters. */
  public Replicating(Instant since, @Nullable CutoverRun run) {
    this(since, run, List.of());
  }

  @Override
  public DesiredGoal desire() {
    return DesiredGoal.of(MigrationGoal.REPLICATE, run).asking(requests);
  }

  @Override
  public Set<OrderName> offered() {
    return EnumSet.of(
        OrderName.PAUSE, OrderName.CUTOVER, OrderName.REPLAY, OrderName.DISCARD, OrderName.ABORT);
  }

  @Override
  public String inWords() {
    return "it is replicating";
  }

  @Override
  public Optional<CutoverRun> lastCutover() {
    return Optional.ofNullable(run);
  }

  @Override
  public StateDecision pause(MigrationSituation situation) {
    return StateDecision.accept(new Paused(situation.now(), run, requests));
  }

  @Override
  public StateDecision abort(MigrationSituation situation, boolean keepTarget) {
    return StateDecision.accept(Aborting.of(situation.now(), keepTarget, run).by(situation.by()));
  }

  @Override
  public StateDecision replay(MigrationSituation situation, Optional<String> source) {
    return asking(situation.replaying(requests, Direction.OUT, source));
  }

  @Override
  public StateDecision discard(MigrationSituation situation, String source, long deadLetter) {
    return asking(situation.discarding(requests, source, deadLetter));
  }

  private StateDecision asking(List<DeadLetterRequest> about) {
    return StateDecision.accept(new Replicating(since, run, about));
  }

  @Override
  public StateDecision dryRun(MigrationSituation situation) {
    OrderReply planned =
        new OrderReply.Planned(findings(situation), CutoverPreview.of(situation.plan()));
    return new StateDecision(this, List.of(), Optional.of(planned));
  }

  @Override
  public StateDecision cutover(MigrationSituation situation, String newId) {
    List<GateFinding> findings = findings(situation);
    if (!CutoverGate.open(findings)) {
      return StateDecision.refuse(
          this,
          StateError.GATE_CLOSED,
          "The cutover cannot begin; nothing was fenced. " + CutoverGate.why(findings),
          findings);
    }
    long limit = situation.plan().cutover().timeLimitMillis();
    CutoverRun begun =
        CutoverRun.begun(newId, situation.now(), limit).gated(findings).by(situation.by());
    return StateDecision.to(
            new UndoableCutover(situation.now(), begun, CutoverStage.REHEARSE),
            StepAnnouncements.ofBegun(situation.plan(), begun))
        .accepted(newId);
  }

  private static List<GateFinding> findings(MigrationSituation situation) {
    return new CutoverGate(
            situation.plan(), situation.generation(), situation.look(), situation.now())
        .findings(situation.observations(), Direction.OUT);
  }
}
