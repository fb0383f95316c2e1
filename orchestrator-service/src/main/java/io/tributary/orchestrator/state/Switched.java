package io.tributary.orchestrator.state;

import io.tributary.common.desired.DeadLetterRequest;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.WayBackError;
import io.tributary.orchestrator.cutover.CutoverPreview;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.SwitchWay;
import io.tributary.orchestrator.gate.CutoverGate;
import io.tributary.orchestrator.gate.GateFinding;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state after the switch: the applications use the target, and the sources refuse writes. Where
 * they have a way back, they follow the target, and a rollback may begin.
 *
 * @param run the cutover that did it
 * @param rollback the last rollback, which was undone; null when there was none
 * @param wayBack whether every source has a way back
 * @param requests about dead letters of the way back, oldest first
 */
public record Switched(
    Instant since,
    CutoverRun run,
    @Nullable CutoverRun rollback,
    boolean wayBack,
    List<DeadLetterRequest> requests)
    implements MigrationState {

  public Switched {
    requests = requests == null ? List.of() : List.copyOf(requests);
  }

  /** Nothing is asked about dead letters. */
  public Switched(Instant since, CutoverRun run, @Nullable CutoverRun rollback, boolean wayBack) {
    this(since, run, rollback, wayBack, List.of());
  }

  /** Nobody has tried to go back. */
  static Switched by(CutoverRun run, MigrationSituation situation) {
    return new Switched(situation.now(), run, null, situation.plan().withoutWayBack().isEmpty());
  }

  /** The same behind a rollback that was undone. */
  static Switched behind(CutoverRun undone, CutoverRun takenBack, MigrationSituation situation) {
    return new Switched(situation.now(), takenBack, undone, true);
  }

  @Override
  public DesiredGoal desire() {
    return DesiredGoal.of(MigrationGoal.SWITCHED, run).asking(requests);
  }

  @Override
  public Set<OrderName> offered() {
    return wayBack
        ? EnumSet.of(OrderName.ROLLBACK, OrderName.REPLAY, OrderName.DISCARD, OrderName.COMPLETE)
        : EnumSet.of(OrderName.COMPLETE);
  }

  @Override
  public String inWords() {
    return "cutover " + run.id() + " is done, and the applications write to the target";
  }

  @Override
  public Optional<CutoverRun> lastCutover() {
    return Optional.of(rollback == null ? run : rollback);
  }

  @Override
  public SwitchWay nextSwitch() {
    return SwitchWay.back(run.id());
  }

  @Override
  public Optional<ErrorReport> problem() {
    return lastCutover().map(CutoverRun::error);
  }

  @Override
  public StateDecision complete(MigrationSituation situation, boolean purge) {
    return StateDecision.accept(Completing.of(situation.now(), run, purge).by(situation.by()));
  }

  @Override
  public StateDecision replay(MigrationSituation situation, Optional<String> source) {
    return asking(OrderName.REPLAY, situation.replaying(requests, Direction.BACK, source));
  }

  @Override
  public StateDecision discard(MigrationSituation situation, String source, long deadLetter) {
    return asking(OrderName.DISCARD, situation.discarding(requests, source, deadLetter));
  }

  /** Without a way back nothing is applied any more. */
  private StateDecision asking(OrderName order, List<DeadLetterRequest> about) {
    return wayBack
        ? StateDecision.accept(new Switched(since, run, rollback, true, about))
        : refuse(order);
  }

  @Override
  public StateDecision dryRollback(MigrationSituation situation) {
    return noWayBack(situation)
        .orElseGet(
            () ->
                new StateDecision(
                    this,
                    List.of(),
                    Optional.of(
                        new OrderReply.Planned(
                            findings(situation),
                            CutoverPreview.ofRollback(situation.plan(), run.id())))));
  }

  @Override
  public StateDecision rollback(MigrationSituation situation, String newId) {
    return noWayBack(situation).orElseGet(() -> begin(situation, newId));
  }

  private StateDecision begin(MigrationSituation situation, String newId) {
    List<GateFinding> findings = findings(situation);
    if (!CutoverGate.open(findings)) {
      return StateDecision.refuse(
          this,
          StateError.GATE_CLOSED,
          "The rollback cannot begin; nothing was fenced. " + CutoverGate.why(findings),
          findings);
    }
    long limit = situation.plan().cutover().timeLimitMillis();
    CutoverRun begun =
        CutoverRun.begun(newId, situation.now(), limit)
            .takingBack(run)
            .gated(findings)
            .by(situation.by());
    return StateDecision.to(
            new UndoableCutover(situation.now(), begun, CutoverStage.REHEARSE),
            StepAnnouncements.ofBegun(situation.plan(), begun))
        .accepted(newId);
  }

  /** What keeps a rollback from beginning in this moment, in words; nothing when it could. */
  public List<String> againstRollback(MigrationSituation situation) {
    return noWayBack(situation)
        .flatMap(StateDecision::reply)
        .filter(OrderReply.Refused.class::isInstance)
        .map(reply -> List.of(((OrderReply.Refused) reply).error().message()))
        .orElseGet(
            () ->
                findings(situation).stream()
                    .filter(finding -> !finding.passed())
                    .map(GateFinding::message)
                    .toList());
  }

  private Optional<StateDecision> noWayBack(MigrationSituation situation) {
    return unwanted(situation).or(() -> givenUp(situation));
  }

  private Optional<StateDecision> givenUp(MigrationSituation situation) {
    return situation.plan().streams(Direction.BACK).stream()
        .flatMap(stream -> situation.observations().source(stream).stream())
        .map(SourceObserved::error)
        .filter(error -> error != null && WayBackError.GIVEN_UP.code().equals(error.code()))
        .findFirst()
        .map(
            error ->
                StateDecision.refuse(
                    this,
                    WayBackError.GIVEN_UP,
                    "The order rollback is refused, and nothing was fenced. " + error.message(),
                    error.fields()));
  }

  private Optional<StateDecision> unwanted(MigrationSituation situation) {
    return situation.plan().withoutWayBack().stream()
        .findFirst()
        .map(
            source ->
                StateDecision.refuse(
                    this,
                    StateError.NO_WAY_BACK,
                    "The order rollback is refused: source %s has no way back (way-back: none), so nothing that was written to the target since the cutover would be in it. Nothing was fenced."
                        .formatted(source),
                    Map.of("source", source)));
  }

  private static List<GateFinding> findings(MigrationSituation situation) {
    return new CutoverGate(
            situation.plan(), situation.generation(), situation.look(), situation.now())
        .findings(situation.observations(), Direction.BACK);
  }
}
