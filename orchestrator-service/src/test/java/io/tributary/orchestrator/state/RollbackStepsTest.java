package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.SwitchReport;
import io.tributary.orchestrator.cutover.SwitchReport.What;
import io.tributary.orchestrator.cutover.SwitchWay;
import io.tributary.orchestrator.cutover.SwitchedAction;
import io.tributary.orchestrator.gate.GateLook;
import io.tributary.orchestrator.health.HealthLevel;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.OrderName;
import io.tributary.orchestrator.order.OrderReply;
import io.tributary.orchestrator.order.StateError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A rollback goes through the steps of a cutover, with the sides exchanged. */
class RollbackStepsTest extends RollbackBench {
  private static final SwitchAction RESTART =
      new SwitchAction.Command(List.of("/bin/restart", "secret"), 1_000);

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
  void isNotHealthyWhileNothingComesHome() {
    // given
    MigrationObservations seen =
        MigrationObservations.none().with(see().source("a", SourcePhase.OPENED, true));

    // then
    assertThat(health(seen.with(see().streaming("a.back")))).isEqualTo(HealthLevel.HEALTHY);
    assertThat(health(seen.with(see().failing("a.back")))).isEqualTo(HealthLevel.WAITING);
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
}
