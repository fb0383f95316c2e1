package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.SourceStanding;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.OrderName;
import io.tributary.orchestrator.order.OrderReply;
import org.junit.jupiter.api.Test;

/** A rollback that fails leaves the target open, and can be ordered again. */
class RollbackUndoneTest extends RollbackBench {
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
}
