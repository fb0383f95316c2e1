package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.OrderReply;
import io.tributary.orchestrator.order.StateError;
import org.junit.jupiter.api.Test;

/** Nothing is fenced by a cutover whose way back does not run. */
class CutoverWithWayBackTest extends RollbackBench {
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
}
