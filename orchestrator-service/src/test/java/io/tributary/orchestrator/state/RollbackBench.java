package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.plan.Migration;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.gate.GateLook;
import io.tributary.orchestrator.health.HealthJudgement;
import io.tributary.orchestrator.health.HealthLevel;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.OrderReply;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A migration that may go back, and what is seen and ordered of it. */
abstract class RollbackBench {
  static final GateLook NOTHING_ASIDE = Sightings.nothingAside("a", "a.back");
  static final Instant T0 = EveryState.T0;
  static final String ID = "rollback-1";
  static final Migration PLAIN = Plans.of("shop", "a");
  static final Migration PLAN = Plans.returning(PLAIN);
  static final MigrationState SWITCHED =
      new Switched(T0, EveryState.at(Step.SWITCH).done(T0), null, true);
  static final ErrorReport LOST =
      new ErrorReport("TRB-TEST", ErrorType.EXTERNAL, false, "The slot is gone.", Map.of());

  MigrationRecord record = new MigrationRecord(PLAN, SWITCHED, 7, 1, T0);

  void rehearsingTheCutover() {
    record =
        new MigrationRecord(
            Plans.cutover(5_000, PLAN), new Replicating(T0, null), record.generation(), 1, T0);
    MigrationEvent cutover = Order.cutover("c").with(NOTHING_ASIDE);
    MigrationObservations seen = wayOut("c").with(see().lagging("a.back", 0));
    assertThat(decide(cutover, seen)).isInstanceOf(OrderReply.Accepted.class);
  }

  /** The stream that goes out, rehearsed and compared. */
  MigrationObservations wayOut(String cutover) {
    return MigrationObservations.none()
        .with(see().lagging("a", 0))
        .with(see().rehearsed("a", cutover));
  }

  HealthLevel health(MigrationObservations seen) {
    return new HealthJudgement(record, seen, T0).judge().health();
  }

  MigrationObservations streaming() {
    return MigrationObservations.none()
        .with(see().source("a", SourcePhase.OPENED, true))
        .with(see().lagging("a.back", 0))
        .with(see().validation("a.back", null, Verdict.EQUAL));
  }

  Sightings see() {
    return new Sightings("shop", record.generation(), T0);
  }

  OrderReply order(MigrationObservations seen) {
    return order(seen, NOTHING_ASIDE);
  }

  OrderReply order(MigrationObservations seen, GateLook look) {
    return decide(new Order.Rollback(ID, Optional.empty(), look), seen);
  }

  void tick(MigrationObservations seen) {
    tick(seen, T0.plusMillis(50));
  }

  void tick(MigrationObservations seen, Instant now) {
    record = StateMachine.decide(record, seen, new MigrationEvent.Tick(), now).next();
  }

  OrderReply decide(MigrationEvent order, MigrationObservations seen) {
    StateMachine.Outcome outcome = StateMachine.decide(record, seen, order, T0.plusMillis(20));
    record = outcome.next();
    return outcome.reply().orElseThrow();
  }

  void assertDesired(MigrationGoal goal, Direction direction) {
    assertThat(record.desired().goal()).isEqualTo(goal);
    assertThat(record.desired().direction()).isEqualTo(direction);
  }
}
