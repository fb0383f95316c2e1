package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.SourceStanding;
import io.tributary.common.observed.WayBackError;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.SwitchReport;
import io.tributary.orchestrator.cutover.SwitchReport.What;
import io.tributary.orchestrator.cutover.SwitchWay;
import io.tributary.orchestrator.cutover.SwitchedAction;
import io.tributary.orchestrator.gate.GateLook;
import io.tributary.orchestrator.gate.SwitchActionLook;
import io.tributary.orchestrator.health.HealthJudgement;
import io.tributary.orchestrator.health.HealthLevel;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.OrderName;
import io.tributary.orchestrator.order.OrderReply;
import io.tributary.orchestrator.order.StateError;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RollbackStatesTest {
  private static final GateLook NOTHING_ASIDE = Sightings.nothingAside("a", "a.back");
  private static final Instant T0 = EveryState.T0;
  private static final String ID = "rollback-1";
  private static final Migration PLAIN = Plans.of("shop", "a");
  private static final Migration PLAN = Plans.returning(PLAIN);
  private static final MigrationState SWITCHED =
      new Switched(T0, EveryState.at(Step.SWITCH).done(T0), null, true);

  private static final ErrorReport LOST =
      new ErrorReport("TRB-TEST", ErrorType.EXTERNAL, false, "The slot is gone.", Map.of());
  private static final SwitchAction RESTART =
      new SwitchAction.Command(List.of("/bin/restart", "secret"), 1_000);

  private MigrationRecord record = new MigrationRecord(PLAN, SWITCHED, 7, 1, T0);

  @Test
  void goesThroughTheStepsOfACutoverWithTheStreamsThatComeHome() {
    // given
    assertThat(record.state().offered()).contains(OrderName.ROLLBACK);

    // when
    order(streaming());
    // then
    assertDesired(MigrationGoal.REHEARSE, Direction.BACK);

    // when
    Sightings see = see();
    tick(streaming().with(see.rehearsed("a.back", ID)));
    // then
    assertDesired(MigrationGoal.FENCE, Direction.BACK);

    // when: what the stream that goes out says of an old fence is of no consequence
    tick(streaming().with(see().fenced("a", ID, true)));
    assertDesired(MigrationGoal.FENCE, Direction.BACK);
    MigrationObservations drained = streaming().with(see().fenced("a.back", ID, true));
    tick(drained);
    // then
    assertDesired(MigrationGoal.VERIFY, Direction.BACK);

    // when
    tick(
        streaming()
            .with(see().fenced("a.back", ID, true))
            .with(see().validation("a.back", ID, Verdict.EQUAL)));
    // then
    assertDesired(MigrationGoal.OPEN, Direction.BACK);

    // when
    FenceObserved fence = see().fenced("a.back", ID, true).fence();
    tick(
        MigrationObservations.none()
            .with(see().source("a.back", SourcePhase.OPENED, true, fence, null)));
    // then
    assertThat(record.state().label()).isEqualTo("CuttingOver/SWITCH");
    assertDesired(MigrationGoal.OPEN, Direction.BACK);

    // when
    switched(0);
    // then
    assertThat(record.state()).isInstanceOf(Replicating.class);
    assertDesired(MigrationGoal.REPLICATE, Direction.OUT);
    assertThat(record.state().offered()).contains(OrderName.CUTOVER);
  }

  @Test
  void pointsTheApplicationsBackOnceTheSourcesAreOpen() {
    // given
    Migration plan = Plans.cutover(1_000, PLAN, RESTART, RESTART);
    CutoverRun opening = EveryState.at(Step.OPEN).takingBack(EveryState.at(Step.SWITCH).done(T0));
    record = new MigrationRecord(plan, new OpeningTargets(T0, opening), 7, 1, T0);

    // when
    StateMachine.Outcome opened =
        StateMachine.decide(
            record,
            MigrationObservations.none().with(see().source("a.back", SourcePhase.OPENED, true)),
            new MigrationEvent.Tick(),
            T0);
    record = opened.next();
    // then
    SwitchWay way = SwitchWay.back(EveryState.ID);
    MigrationCommand first = new MigrationCommand.RunSwitch(EveryState.ID, way, 0, null);
    assertThat(opened.commands()).contains(first);
    assertThat(record.state().takeUp()).containsExactly(first);
    assertThat(record.state().offered())
        .containsExactlyInAnyOrder(OrderName.CONFIRM, OrderName.SKIP);

    // when: the first fails, and waits for its next try
    failed(0);
    assertThat(record.state().offered())
        .containsExactlyInAnyOrder(OrderName.ROLLBACK, OrderName.CONFIRM, OrderName.SKIP);
    assertThat(decide(Order.cutover("c"), streaming())).isInstanceOf(OrderReply.Refused.class);
    OrderReply again = order(streaming());
    // then
    assertThat(again).isEqualTo(new OrderReply.Accepted(EveryState.ID));
    assertThat(record.state().takeUp()).containsExactly(first);

    // when
    decide(new Order.SettleAction(OrderName.SKIP, OptionalInt.of(1)), streaming());
    decide(new Order.SettleAction(OrderName.CONFIRM, OptionalInt.empty()), streaming());
    // then
    assertThat(record.state()).isInstanceOf(Replicating.class);
    assertThat(record.state().lastCutover().orElseThrow().switched())
        .extracting(SwitchedAction::outcome)
        .containsExactly(SwitchedAction.Outcome.SKIPPED, SwitchedAction.Outcome.CONFIRMED);
    assertThat(record.state().nextSwitch()).isEqualTo(SwitchWay.CUTOVER);
  }

  @Test
  void keepsTheGateShutWhileAnActionCouldNotPointBack() {
    // given
    assertThat(record.state().nextSwitch()).isEqualTo(SwitchWay.back(EveryState.ID));
    GateLook look =
        new GateLook(
            NOTHING_ASIDE.aside(),
            List.of(new SwitchActionLook(1, "env-file /srv/.env", Optional.of(EveryState.ERROR))));

    // when
    OrderReply reply = decide(new Order.Rollback(ID, Optional.empty(), look), streaming());

    // then
    assertThat(reply)
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused -> assertThat(refused.error().message()).contains("env-file /srv/.env"));
    assertThat(record.state()).isEqualTo(SWITCHED);
  }

  @Test
  void saysWhatARollbackWouldDo() {
    // given
    SwitchAction file =
        new SwitchAction.EnvFile("/srv/.env", Map.of("A", "1", "B", "2"), Map.of("B", "0"));
    SwitchAction webhook = new SwitchAction.Webhook("https://u:pw@host/path", 1_000);
    record =
        new MigrationRecord(Plans.cutover(1_000, PLAN, file, RESTART, webhook), SWITCHED, 7, 1, T0);

    // when
    OrderReply reply = decide(new Order.DryRollback(GateLook.NONE), streaming());

    // then
    assertThat(reply)
        .isInstanceOfSatisfying(
            OrderReply.Planned.class,
            planned ->
                assertThat(planned.steps())
                    .contains(
                        "DRAIN: every change before the fence is applied to a.",
                        "SWITCH: 3 switch actions are run in order.",
                        "SWITCH, action 1: env-file /srv/.env puts back what stood there before"
                            + " cutover cutover-1 for A, and sets the values of back for B.",
                        "SWITCH, action 2: command /bin/restart is run with"
                            + " TRIBUTARY_DIRECTION=rollback.",
                        "SWITCH, action 3: webhook https://host/… is told of the rollback"
                            + " (direction BACK)."));
    assertThat(record.state()).isEqualTo(SWITCHED);
  }

  @Test
  void staysWithTheTargetWhenItIsUndone() {
    // given
    order(streaming());

    // when
    tick(streaming().with(see().source("a.back", SourcePhase.STOPPED, false, null, LOST)));
    // then
    assertThat(record.state()).isInstanceOf(Undoing.class);
    assertThat(record.state().offered()).doesNotContain(OrderName.ABORT);
    assertDesired(MigrationGoal.REPLICATE, Direction.BACK);

    // when
    tick(streaming().with(see().streaming("a")));
    // then
    assertThat(record.state()).isInstanceOf(Switched.class);
    assertDesired(MigrationGoal.SWITCHED, Direction.OUT);
    assertThat(record.desired().cutoverId()).isEqualTo(EveryState.at(Step.SWITCH).id());
    assertThat(record.state().problem()).isPresent();
  }

  @Test
  void staysWithTheTargetAlthoughTheWayOutIsLostForGood() {
    // given
    SourceObserved lost = see().source("a", SourcePhase.STOPPED, false, null, LOST);
    order(streaming().with(lost));
    tick(streaming().with(see().source("a.back", SourcePhase.STOPPED, false, null, LOST)));
    assertThat(record.state()).isInstanceOf(Undoing.class);

    // when: the stream that goes out has not heard of it
    tick(streaming().with(lost));
    // then
    assertThat(record.state()).isInstanceOf(Undoing.class);

    // when
    tick(streaming().with(see().source("a", SourcePhase.STOPPED, false, null, LOST)));
    // then
    assertThat(record.state()).isInstanceOf(Switched.class);
  }

  @Test
  void staysWithTheTargetOnceItIsOpenAlthoughTheWayBackIsLostForGood() {
    // given
    order(streaming());
    tick(streaming().with(see().source("a.back", SourcePhase.STOPPED, false, null, LOST)));
    SourceObserved seen = see().source("a.back", SourcePhase.STOPPED, false, null, LOST);

    // when: nobody has looked whether the fence still stands
    tick(streaming().with(see().streaming("a")).with(seen));
    // then
    assertThat(record.state()).isInstanceOf(Undoing.class);

    // when
    tick(
        streaming()
            .with(see().streaming("a"))
            .with(
                new SourceObserved(
                    seen.id(),
                    new SourceStanding(seen.generation(), SourcePhase.STOPPED, false, true),
                    seen.connector(),
                    seen.stream(),
                    seen.answers(),
                    seen.problems(),
                    seen.at())));
    // then
    assertThat(record.state()).isInstanceOf(Switched.class);
    assertThat(record.state().offered()).contains(OrderName.COMPLETE);
  }

  @Test
  void rehearsesUntilItsDeadlineWhatMayPassByItself() {
    // given
    order(streaming());

    // when
    tick(streaming().with(see().failing("a.back")));
    // then
    assertDesired(MigrationGoal.REHEARSE, Direction.BACK);

    // when
    MigrationObservations seen = streaming().with(see().failing("a.back"));
    record =
        StateMachine.decide(
                record,
                seen,
                new MigrationEvent.Tick(),
                T0.plusMillis(PLAN.cutover().rehearsalLimitMillis() + 1_000))
            .next();
    // then
    assertThat(record.state()).isInstanceOf(Undoing.class);
    tick(streaming().with(see().streaming("a")));
    assertThat(record.state().problem().orElseThrow().message())
        .contains("Source a.back failed with TRB-TEST: It broke. Nothing was fenced yet.");
  }

  @Test
  void isUndoneAtOnceByWhatMayPassIfApplicationsWait() {
    // given
    order(streaming());
    tick(streaming().with(see().rehearsed("a.back", ID)));
    assertDesired(MigrationGoal.FENCE, Direction.BACK);

    // when
    tick(streaming().with(see().failing("a.back")));

    // then
    assertThat(record.state()).isInstanceOf(Undoing.class);
  }

  @Test
  void isNotHealthyWhileNothingComesHome() {
    // given
    MigrationObservations seen =
        MigrationObservations.none().with(see().source("a", SourcePhase.OPENED, true));

    // then
    assertThat(health(seen.with(see().streaming("a.back")))).isEqualTo(HealthLevel.HEALTHY);
    assertThat(health(seen.with(see().failing("a.back")))).isEqualTo(HealthLevel.WAITING);
  }

  @Test
  void refusesWhatWouldLoseWrites() {
    // given
    record = new MigrationRecord(PLAIN, SWITCHED, 7, 1, T0);

    // when
    OrderReply reply = order(streaming());

    // then
    assertThat(reply)
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(StateError.NO_WAY_BACK);
              assertThat(refused.error().message()).contains("source a has no way back");
            });
    assertThat(record.state()).isEqualTo(SWITCHED);
  }

  @Test
  void refusesToGoBackWhereTheWayBackWasGivenUp() {
    // given
    ErrorReport why =
        ErrorReport.of(WayBackError.GIVEN_UP, "Given up at 0/5.", Map.of("source", "a"));
    MigrationObservations seen =
        streaming().with(see().source("a.back", SourcePhase.RETIRED, true, null, why));
    Switched switched = (Switched) SWITCHED;

    // when
    OrderReply reply = order(seen);

    // then
    assertThat(reply)
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(WayBackError.GIVEN_UP);
              assertThat(refused.error().message()).contains("Given up at 0/5.");
            });
    assertThat(record.state()).isEqualTo(SWITCHED);
    assertThat(switched.againstRollback(situation(seen)))
        .singleElement()
        .asString()
        .contains("Given up at 0/5.");
    assertThat(switched.againstRollback(situation(streaming()))).isEmpty();
    assertThat(switched.againstRollback(situation(MigrationObservations.none())))
        .anyMatch(reason -> reason.contains("a.back"));
    assertThat(health(seen)).isEqualTo(HealthLevel.STOPPED);
  }

  private MigrationSituation situation(MigrationObservations seen) {
    return new MigrationSituation(PLAN, record.generation(), seen, T0, NOTHING_ASIDE, null);
  }

  @Test
  void keepsTheGateShutUntilTheStreamsThatComeHomeRun() {
    // when
    OrderReply reply = order(MigrationObservations.none());

    // then
    assertThat(reply)
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused -> assertThat(refused.error().message()).contains("a.back", "rollback"));
  }

  @Test
  void goesBackOnlyWhenBothSidesAreEqual() {
    for (Verdict verdict : List.of(Verdict.DIFFERENT, Verdict.FAILED)) {
      // when
      OrderReply reply = order(streaming().with(see().validation("a.back", null, verdict)));

      // then: it names the table, and nothing was fenced
      assertThat(reply)
          .isInstanceOfSatisfying(
              OrderReply.Refused.class,
              refused ->
                  assertThat(refused.error().message()).contains("nothing was fenced", "public.t"));
      assertThat(record.state()).isEqualTo(SWITCHED);
    }
  }

  @Test
  void goesBackOnlyWhereTheWayOutRunsUnlessItIsLostForGood() {
    // when
    OrderReply reply = order(streaming().with(see().failing("a")));

    // then
    assertThat(reply)
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused ->
                assertThat(refused.error().message())
                    .contains("nothing was fenced", "Source a reports TRB-TEST: It broke."));
    assertThat(record.state()).isEqualTo(SWITCHED);
    assertThat(order(streaming().with(see().source("a", SourcePhase.STOPPED, true, null, LOST))))
        .isInstanceOf(OrderReply.Accepted.class);
  }

  @Test
  void goesBackOnlyWhenWhatWasWrittenToTheClosedSourceIsDecidedUpon() {
    // when
    OrderReply reply = order(streaming(), aside("a", 2));

    // then
    assertThat(reply)
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused ->
                assertThat(refused.error().message())
                    .contains("nothing was fenced", "2 changes of stream a wait as dead letters"));
    assertThat(record.state()).isEqualTo(SWITCHED);

    // when it comes while the rollback is rehearsed
    order(streaming());
    tick(streaming().with(see().rehearsed("a.back", ID)).with(see().settingAside("a", 1)));

    // then
    assertDesired(MigrationGoal.REHEARSE, Direction.BACK);
  }

  /** What was reported may be older than what stands in the databases. */
  @Test
  void goesByWhatIsKeptAsideInTheDatabasesAndNotByTheLastReport() {
    assertThat(order(streaming(), aside("a.back", 3)))
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused ->
                assertThat(refused.error().message())
                    .contains(
                        "3 changes of stream a.back wait as dead letters",
                        "/migrations/shop/dead-letters?source=a.back"));
    assertThat(order(streaming(), GateLook.NONE))
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused ->
                assertThat(refused.error().message())
                    .contains("What waits aside of stream a.back is unknown. Nobody has counted"));
    GateLook silent =
        new GateLook(
            Map.of("a", QuarantineContent.NOTHING),
            Map.of("a.back", "The source does not answer."),
            List.of());
    assertThat(order(streaming(), silent))
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused ->
                assertThat(refused.error().message())
                    .contains("stream a.back is unknown. The source does not answer."));
    assertThat(record.state()).isEqualTo(SWITCHED);

    // an old report of what has been decided upon meanwhile
    assertThat(order(streaming().with(see().settingAside("a", 2))))
        .isInstanceOf(OrderReply.Accepted.class);
  }

  private static GateLook aside(String stream, long deadLetters) {
    Map<String, QuarantineContent> counted = new HashMap<>(NOTHING_ASIDE.aside());
    counted.put(stream, new QuarantineContent(deadLetters, 0, List.of()));
    return new GateLook(counted, List.of());
  }

  /** It would bring that write to the target once the rollback has closed it. */
  @Test
  void goesBackOnlyWhereNobodyHasWrittenToTheClosedSource() {
    // given
    ErrorReport foreign =
        ErrorReport.of(
            WayBackError.WRITE_LOST, "Table item was changed behind the fence.", Map.of());
    SourceObserved stopped = see().source("a", SourcePhase.STOPPED, true, null, foreign);

    // when
    OrderReply reply = order(streaming().with(stopped));

    // then
    assertThat(reply)
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused ->
                assertThat(refused.error().message())
                    .contains("nothing was fenced", "Table item was changed behind the fence."));
    assertThat(record.state()).isEqualTo(SWITCHED);

    // when somebody writes to it while the rollback is rehearsed
    order(streaming());
    tick(streaming().with(see().rehearsed("a.back", ID)).with(stopped));

    // then
    assertDesired(MigrationGoal.REHEARSE, Direction.BACK);
  }

  @Test
  void goesBackAlthoughNobodyHasLookedAtARestingConnectorSinceARestart() {
    // given
    SourceObserved seen = see().source("a", SourcePhase.OPENED, true);
    SourceObserved unknown =
        new SourceObserved(
            seen.id(),
            seen.standing(),
            "UNKNOWN",
            seen.stream(),
            seen.answers(),
            seen.problems(),
            seen.at());

    // then
    assertThat(order(streaming().with(unknown))).isInstanceOf(OrderReply.Accepted.class);
  }

  @Test
  void isUndoneAtItsDeadlineAndCanBeOrderedAgainOnceTheLagIsMadeUpFor() {
    // given a lag that grows behind the gate
    order(streaming());
    tick(streaming().with(see().rehearsed("a.back", ID)));
    assertDesired(MigrationGoal.FENCE, Direction.BACK);
    MigrationObservations behind = streaming().with(see().fenced("a.back", ID, false));

    // when
    record =
        StateMachine.decide(
                record,
                behind,
                new MigrationEvent.Tick(),
                T0.plusMillis(PLAN.cutover().timeLimitMillis() + 1_000))
            .next();
    // then
    assertThat(record.state()).isInstanceOf(Undoing.class);
    assertDesired(MigrationGoal.REPLICATE, Direction.BACK);

    // when
    tick(streaming().with(see().streaming("a")));
    assertThat(record.state()).isInstanceOf(Switched.class);
    OrderReply late = order(streaming().with(see().lagging("a.back", 1_000)));
    // then
    assertThat(late)
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused -> assertThat(refused.error().message()).contains("a.back lags 1000 ms"));
    assertThat(order(streaming())).isInstanceOf(OrderReply.Accepted.class);
  }

  @Test
  void cutsOverOnlyWithAWayBackThatRuns() {
    // given
    record = new MigrationRecord(PLAN, new Replicating(T0, null), 7, 1, T0);
    MigrationObservations out =
        MigrationObservations.none()
            .with(see().lagging("a", 0))
            .with(see().validation("a", null, Verdict.EQUAL));
    MigrationEvent cutover = Order.cutover("c").with(NOTHING_ASIDE);

    // when
    OrderReply without = decide(cutover, out);
    // then
    assertThat(without)
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused -> assertThat(refused.error().message()).contains("a.back"));

    // when
    OrderReply with = decide(cutover, out.with(see().lagging("a.back", 0)));
    // then
    assertThat(with).isInstanceOf(OrderReply.Accepted.class);
    assertDesired(MigrationGoal.REHEARSE, Direction.OUT);
  }

  @Test
  void fencesNothingWhenTheWayBackStopsBehindTheGate() {
    // given
    rehearsingTheCutover();

    // when its stream passes over something, then is silent
    tick(wayOut("c").with(see().failing("a.back")));
    assertDesired(MigrationGoal.REHEARSE, Direction.OUT);
    tick(wayOut("c").with(see().lagging("a.back", -1)));
    assertDesired(MigrationGoal.REHEARSE, Direction.OUT);
    // then it goes on
    tick(wayOut("c").with(see().lagging("a.back", 0)));
    assertDesired(MigrationGoal.FENCE, Direction.OUT);
  }

  @Test
  void givesTheCutoverUpBeforeItsFenceWhenTheWayBackIsLost() {
    // given
    rehearsingTheCutover();

    // when
    tick(wayOut("c").with(see().source("a.back", SourcePhase.STOPPED, false, null, LOST)));

    // then
    assertThat(record.state()).isInstanceOf(Undoing.class);
    assertThat(record.state().problem().orElseThrow().message())
        .contains("a.back", "The slot is gone.", "Nothing was fenced yet.");
  }

  @Test
  void saysAtTheDeadlineThatTheWayBackWasSilent() {
    // given
    rehearsingTheCutover();
    MigrationObservations silent = wayOut("c").with(see().lagging("a.back", -1));

    // when
    record =
        StateMachine.decide(record, silent, new MigrationEvent.Tick(), T0.plusSeconds(74)).next();

    // then
    assertThat(record.state()).isInstanceOf(Undoing.class);
    assertThat(record.state().problem().orElseThrow())
        .satisfies(
            error -> {
              assertThat(error.code()).isEqualTo(StateError.GATE_CLOSED.code());
              assertThat(error.message()).contains("a.back lags is unknown");
            });
  }

  @Test
  void givesTheWayBackUpOnlyWhenTheMigrationIsNamed() {
    for (Optional<String> other : List.of(Optional.<String>empty(), Optional.of("another"))) {
      // when
      OrderReply reply = decide(new Order.Complete(true, other), streaming());

      // then
      assertThat(reply)
          .isInstanceOfSatisfying(
              OrderReply.Refused.class,
              refused -> {
                assertThat(refused.code()).isEqualTo(StateError.UNCONFIRMED);
                assertThat(refused.error().message()).contains("{\"confirm\": \"shop\"}");
              });
      assertThat(record.state()).isEqualTo(SWITCHED);
    }
    // when
    OrderReply named = decide(new Order.Complete(false, Optional.of("shop")), streaming());
    // then
    assertThat(named).isInstanceOf(OrderReply.Accepted.class);
    assertThat(record.state()).isInstanceOf(Completing.class);
  }

  @Test
  void asksAnewOfAStreamThatHasStoppedForGood() {
    for (MigrationState state :
        List.of(SWITCHED, new Undoing(T0, EveryState.at(Step.FENCE).undo(EveryState.ERROR, T0)))) {
      // given
      record = new MigrationRecord(PLAN, state, 7, 1, T0);

      // when
      OrderReply reply = decide(Order.Plain.RESUME, streaming());

      // then
      assertThat(reply).isInstanceOf(OrderReply.Accepted.class);
      assertThat(record.state()).isEqualTo(state);
      assertThat(record.generation()).isEqualTo(8);
      assertThat(record.version()).isEqualTo(2);
    }
  }

  private void rehearsingTheCutover() {
    record =
        new MigrationRecord(
            Plans.cutover(5_000, PLAN), new Replicating(T0, null), record.generation(), 1, T0);
    MigrationEvent cutover = Order.cutover("c").with(NOTHING_ASIDE);
    MigrationObservations seen = wayOut("c").with(see().lagging("a.back", 0));
    assertThat(decide(cutover, seen)).isInstanceOf(OrderReply.Accepted.class);
  }

  /** The stream that goes out, rehearsed and compared. */
  private MigrationObservations wayOut(String cutover) {
    return MigrationObservations.none()
        .with(see().lagging("a", 0))
        .with(see().rehearsed("a", cutover));
  }

  private HealthLevel health(MigrationObservations seen) {
    return new HealthJudgement(record, seen, T0).judge().health();
  }

  private MigrationObservations streaming() {
    return MigrationObservations.none()
        .with(see().source("a", SourcePhase.OPENED, true))
        .with(see().lagging("a.back", 0))
        .with(see().validation("a.back", null, Verdict.EQUAL));
  }

  private void switched(int action) {
    report(action, What.SUCCEEDED);
  }

  private void failed(int action) {
    report(action, What.FAILED);
  }

  private void report(int action, What what) {
    String id = record.state().lastCutover().orElseThrow().id();
    ErrorReport error = what == What.FAILED ? EveryState.ERROR : null;
    MigrationEvent event =
        new MigrationEvent.SwitchReported(new SwitchReport(id, action, what, null, error, ""));
    record = StateMachine.decide(record, streaming(), event, T0.plusMillis(60)).next();
  }

  private Sightings see() {
    return new Sightings("shop", record.generation(), T0);
  }

  private OrderReply order(MigrationObservations seen) {
    return order(seen, NOTHING_ASIDE);
  }

  private OrderReply order(MigrationObservations seen, GateLook look) {
    return decide(new Order.Rollback(ID, Optional.empty(), look), seen);
  }

  private void tick(MigrationObservations seen) {
    record = StateMachine.decide(record, seen, new MigrationEvent.Tick(), T0.plusMillis(50)).next();
  }

  private OrderReply decide(MigrationEvent order, MigrationObservations seen) {
    StateMachine.Outcome outcome = StateMachine.decide(record, seen, order, T0.plusMillis(20));
    record = outcome.next();
    return outcome.reply().orElseThrow();
  }

  private void assertDesired(MigrationGoal goal, Direction direction) {
    assertThat(record.desired().goal()).isEqualTo(goal);
    assertThat(record.desired().direction()).isEqualTo(direction);
  }
}
