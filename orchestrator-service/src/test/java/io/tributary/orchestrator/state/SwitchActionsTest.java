package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.cutover.StartedCommand;
import io.tributary.orchestrator.cutover.SwitchProgress;
import io.tributary.orchestrator.cutover.SwitchReport;
import io.tributary.orchestrator.cutover.SwitchReport.What;
import io.tributary.orchestrator.cutover.SwitchWay;
import io.tributary.orchestrator.cutover.SwitchedAction;
import io.tributary.orchestrator.cutover.SwitchedAction.Outcome;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.OrderName;
import io.tributary.orchestrator.order.OrderReply;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Switch actions run one at a time, each to its end, and the operator may end one by hand. */
class SwitchActionsTest {
  private static final Migration PLAN =
      Plans.cutover(
          1_000,
          Plans.of("shop", "a"),
          new SwitchAction.EnvFile("/srv/.env", Map.of("A", "b")),
          new SwitchAction.Command(List.of("/bin/restart", "secret"), 1_000),
          new SwitchAction.Webhook("https://user:pw@host/path", 1_000));
  private static final StartedCommand PROCESS =
      new StartedCommand(17, EveryState.T0, "here", "/tmp/out");

  @Test
  void runsTheNextActionWhenOneHasDoneItsWorkAndNoneAgain() {
    // when
    StateMachine.Outcome first = report(switching(), 0, What.SUCCEEDED);
    StateMachine.Outcome second = report(first.next(), 1, What.SUCCEEDED);
    StateMachine.Outcome third = report(second.next(), 2, What.SUCCEEDED);

    // then
    assertThat(first.commands())
        .contains(new MigrationCommand.RunSwitch(EveryState.ID, SwitchWay.CUTOVER, 1, null));
    assertThat(second.commands())
        .contains(new MigrationCommand.RunSwitch(EveryState.ID, SwitchWay.CUTOVER, 2, null));
    assertThat(third.next().state()).isInstanceOf(Switched.class);
    assertThat(third.next().state().lastCutover().orElseThrow().switched())
        .extracting(SwitchedAction::action)
        .containsExactly("env-file /srv/.env", "command /bin/restart", "webhook https://host/…");
  }

  @Test
  void takesUpTheProcessThatRunsAndNotTheActionsThatAreDone() {
    MigrationRecord second = report(switching(), 0, What.SUCCEEDED).next();

    MigrationRecord started = report(second, 1, What.STARTED).next();

    assertThat(started.state().takeUp())
        .containsExactly(
            new MigrationCommand.RunSwitch(EveryState.ID, SwitchWay.CUTOVER, 1, PROCESS));
  }

  @Test
  void keepsAnOverdueActionInHandAndGoesOnWithoutItWhenTheOperatorSaysSo() {
    // given
    MigrationRecord second = report(switching(), 0, What.SUCCEEDED).next();
    MigrationRecord overdue =
        report(report(second, 1, What.STARTED).next(), 1, What.OVERDUE).next();
    SwitchingApplications waiting = (SwitchingApplications) overdue.state();
    assertThat(waiting.switching().current().outcome()).isEqualTo(Outcome.OVERDUE);
    assertThat(waiting.problem()).contains(EveryState.ERROR);
    assertThat(decide(overdue, new MigrationEvent.Tick()).commands()).isEmpty();

    // when
    StateMachine.Outcome refused =
        decide(overdue, new Order.SettleAction(OrderName.SKIP, OptionalInt.of(3)));
    StateMachine.Outcome skipped =
        decide(overdue, new Order.SettleAction(OrderName.SKIP, OptionalInt.of(2)));

    // then
    assertThat(((OrderReply.Refused) refused.reply().orElseThrow()).error().message())
        .contains("switch action 3", "action 2 (command /bin/restart) is in hand");
    assertThat(skipped.commands())
        .contains(new MigrationCommand.RunSwitch(EveryState.ID, SwitchWay.CUTOVER, 2, null));
    SwitchingApplications third = (SwitchingApplications) skipped.next().state();
    assertThat(third.problem()).isEmpty();
    assertThat(third.switching().done().get(1).outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(third.switching().done().get(1).output()).isEqualTo("printed");
    // and: what the skipped one comes to is of no consequence any more
    assertThat(report(skipped.next(), 1, What.FAILED).next()).isEqualTo(skipped.next());
    // and
    assertThat(
            decide(skipped.next(), new Order.SettleAction(OrderName.CONFIRM, OptionalInt.empty()))
                .next()
                .state())
        .isInstanceOf(Switched.class);
  }

  @Test
  void triesAFailedActionAgainLaterAndLater() {
    MigrationRecord record = switching();
    for (long seconds : List.of(1L, 2L, 4L, 8L)) {
      // when
      record = report(record, 0, What.FAILED).next();

      // then
      assertThat(record.state().wakeAt()).contains(EveryState.T0.plusSeconds(seconds));
      record = decide(record, Order.cutover("again")).next();
    }
    assertThat(((SwitchingApplications) record.state()).switching().current().tries()).isEqualTo(5);
  }

  private static MigrationRecord switching() {
    SwitchProgress begun = SwitchProgress.begun(PLAN.cutover().switchActions(), EveryState.T0);
    SwitchingApplications state =
        new SwitchingApplications(EveryState.T0, EveryState.at(Step.SWITCH), begun);
    return new MigrationRecord(PLAN, state, 4, 1, EveryState.T0);
  }

  private static StateMachine.Outcome report(MigrationRecord record, int action, What what) {
    return decide(
        record,
        new MigrationEvent.SwitchReported(
            new SwitchReport(
                EveryState.ID,
                action,
                what,
                what == What.STARTED ? PROCESS : null,
                what == What.SUCCEEDED ? null : EveryState.ERROR,
                "printed")));
  }

  private static StateMachine.Outcome decide(MigrationRecord record, MigrationEvent event) {
    return StateMachine.decide(record, MigrationObservations.none(), event, EveryState.T0);
  }
}
