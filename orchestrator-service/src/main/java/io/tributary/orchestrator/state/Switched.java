package io.tributary.orchestrator.state;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.RowRequest;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.WayBackError;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.cutover.CutoverPreview;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.CutoverStage;
import io.tributary.orchestrator.cutover.SwitchWay;
import io.tributary.orchestrator.gate.GateFinding;
import io.tributary.orchestrator.order.OrderName;
import io.tributary.orchestrator.order.OrderReply;
import io.tributary.orchestrator.order.StateError;
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
 * @param requests about single rows of the way back, oldest first
 * @param rehearsal the last one of a rollback since then; null where there was none
 */
public record Switched(
    Instant since,
    CutoverRun run,
    @Nullable CutoverRun rollback,
    boolean wayBack,
    List<RowRequest> requests,
    @Nullable CutoverRehearsal rehearsal)
    implements RehearsableState {

  public Switched {
    requests = requests == null ? List.of() : List.copyOf(requests);
  }

  /** Nothing is asked about rows. */
  public Switched(Instant since, CutoverRun run, @Nullable CutoverRun rollback, boolean wayBack) {
    this(since, run, rollback, wayBack, List.of(), null);
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
        ? EnumSet.of(
            OrderName.RESUME,
            OrderName.REHEARSE,
            OrderName.ROLLBACK,
            OrderName.REPLAY,
            OrderName.DISCARD,
            OrderName.COMPLETE)
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
    return rehearsal == null
        ? lastCutover().map(CutoverRun::error)
        : Optional.ofNullable(rehearsal.error());
  }

  @Override
  public Optional<CutoverRehearsal> lastRehearsal() {
    return Optional.ofNullable(rehearsal).or(RehearsableState.super::lastRehearsal);
  }

  @Override
  public RehearsableState behind(CutoverRehearsal ended, Instant now) {
    return new Switched(now, run, rollback, wayBack, requests, ended);
  }

  @Override
  public StateDecision complete(MigrationSituation situation, Order.Complete order) {
    return unconfirmed(situation.plan(), order.confirmed())
        .orElseGet(
            () ->
                StateDecision.accept(
                    Completing.of(situation.now(), run, order.purge()).by(situation.by())));
  }

  /** Nothing brings a way back again; one word too many in a shell must not give it up. */
  private Optional<StateDecision> unconfirmed(Migration plan, Optional<String> confirmed) {
    boolean returns = !plan.streams(Direction.BACK).isEmpty();
    if (confirmed.map(plan.name()::equals).orElse(!returns)) {
      return Optional.empty();
    }
    String why =
        returns
            ? "it gives the way back of migration %s up for good: no rollback is possible any more"
            : "it ends migration %s for good";
    return Optional.of(
        StateDecision.refuse(
            this,
            StateError.UNCONFIRMED,
            "The order complete is refused: %s, and %s. Send the body {\"confirm\": \"%s\"} if that is meant."
                .formatted(
                    why.formatted(plan.name()),
                    confirmed
                        .map("the request confirms '%s'"::formatted)
                        .orElse("the request does not confirm it"),
                    plan.name()),
            Map.of("order", OrderName.COMPLETE.word())));
  }

  @Override
  public StateDecision resume(MigrationSituation situation) {
    return wayBack ? StateDecision.again(this) : refuse(OrderName.RESUME);
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
  private StateDecision asking(OrderName order, List<RowRequest> about) {
    return wayBack
        ? StateDecision.accept(new Switched(since, run, rollback, true, about, rehearsal))
        : refuse(order);
  }

  @Override
  public StateDecision dryRollback(MigrationSituation situation) {
    return noWayBack(OrderName.ROLLBACK, situation)
        .orElseGet(
            () ->
                new StateDecision(
                    this,
                    List.of(),
                    Optional.of(
                        new OrderReply.Planned(
                            gate(situation).findings(),
                            CutoverPreview.ofRollback(situation.plan(), run.id())))));
  }

  @Override
  public StateDecision rollback(MigrationSituation situation, String newId) {
    return noWayBack(OrderName.ROLLBACK, situation).orElseGet(() -> begin(situation, newId));
  }

  private StateDecision begin(MigrationSituation situation, String newId) {
    return gate(situation)
        .begin(
            this,
            "rollback",
            newId,
            begun -> {
              CutoverRun back = begun.takingBack(run).after(lastRehearsalBack());
              return StateDecision.to(
                  new UndoableCutover(situation.now(), back, CutoverStage.REHEARSE),
                  StepAnnouncements.ofBegun(situation.plan(), back));
            });
  }

  private @Nullable CutoverRehearsal lastRehearsalBack() {
    return lastRehearsal().filter(last -> last.direction() == Direction.BACK).orElse(null);
  }

  @Override
  public StateDecision rehearse(MigrationSituation situation, String newId) {
    return noWayBack(OrderName.REHEARSE, situation)
        .orElseGet(
            () ->
                gate(situation)
                    .begin(
                        this,
                        "rehearsal of the rollback",
                        newId,
                        begun ->
                            StateDecision.to(
                                new Rehearsing(situation.now(), begun.takingBack(run), this),
                                List.of())));
  }

  /** What keeps a rollback from beginning in this moment, in words; nothing when it could. */
  public List<String> againstRollback(MigrationSituation situation) {
    return noWayBack(OrderName.ROLLBACK, situation)
        .flatMap(StateDecision::reply)
        .filter(OrderReply.Refused.class::isInstance)
        .map(reply -> List.of(((OrderReply.Refused) reply).error().message()))
        .orElseGet(
            () ->
                gate(situation).findings().stream()
                    .filter(finding -> !finding.passed())
                    .map(GateFinding::message)
                    .toList());
  }

  private Optional<StateDecision> noWayBack(OrderName order, MigrationSituation situation) {
    return unwanted(order, situation).or(() -> givenUp(order, situation));
  }

  private Optional<StateDecision> givenUp(OrderName order, MigrationSituation situation) {
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
                    "The order %s is refused, and nothing was fenced. %s"
                        .formatted(order.word(), error.message()),
                    error.fields()));
  }

  private Optional<StateDecision> unwanted(OrderName order, MigrationSituation situation) {
    return situation.plan().withoutWayBack().stream()
        .findFirst()
        .map(
            source ->
                StateDecision.refuse(
                    this,
                    StateError.NO_WAY_BACK,
                    "The order %s is refused: source %s has no way back (way-back: none), so nothing that was written to the target since the cutover would be in it. Nothing was fenced."
                        .formatted(order.word(), source),
                    Map.of("source", source)));
  }

  private static GatedOrder gate(MigrationSituation situation) {
    return new GatedOrder(situation, Direction.BACK);
  }
}
