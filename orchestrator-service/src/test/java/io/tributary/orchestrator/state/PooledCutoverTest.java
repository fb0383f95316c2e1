package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.ClientsGoal;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.json.Json;
import io.tributary.common.measure.HeldClients;
import io.tributary.common.observed.ObservedState;
import io.tributary.common.observed.RehearsedSteps;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.plan.Migration;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.cutover.CutoverStepTime;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.OrderName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cutover in which clients of a pooler wait instead of being refused. */
class PooledCutoverTest {
  private static final String ID = "c-1";
  private static final Migration PLAN = Plans.pooled(Plans.of("shop", "a"));
  private static final HeldClients HELD =
      new HeldClients("a", ID, EveryState.T0, 700, 650, 6, false);

  private MigrationRecord record;
  private MigrationObservations seen;
  private Instant now = EveryState.T0;

  @BeforeEach
  void replicating() {
    record = new MigrationRecord(PLAN, new Replicating(EveryState.T0, null), 1, 1, EveryState.T0);
    seen = MigrationObservations.none();
    see(sightings().streaming("a"));
    seen = seen.with(sightings().validation("a", null, Verdict.EQUAL));
  }

  @Test
  void holdsClientsBeforeTheFenceAndLetsThemGoBehindTheOpening() {
    // when
    order(Order.cutover(ID).with(Sightings.nothingAside("a")));
    // then
    assertDesired(MigrationGoal.REHEARSE, ClientsGoal.FREE);

    // when everything is rehearsed but the pooler
    rehearsed();
    assertDesired(MigrationGoal.REHEARSE, ClientsGoal.FREE);
    pooler(true, null);
    // then
    assertDesired(MigrationGoal.REHEARSE, ClientsGoal.HELD);
    assertThat(record.desired().deadline()).isEqualTo(now.plusMillis(8_000));

    // when sources answer, and clients do not wait yet
    see(sightings().rehearsed("a", new RehearsedSteps(1, 2, 3)));
    assertDesired(MigrationGoal.REHEARSE, ClientsGoal.HELD);
    Instant deadline = record.desired().deadline();
    pooler(true, null);
    // then
    assertDesired(MigrationGoal.FENCE, ClientsGoal.HELD);
    assertThat(record.desired().deadline()).isEqualTo(deadline);

    // when
    toOpen();
    // then
    assertDesired(MigrationGoal.OPEN, ClientsGoal.HELD);
    see(opened());
    assertThat(record.state().label()).isEqualTo("CuttingOver/RELEASE_CLIENTS");
    assertDesired(MigrationGoal.OPEN, ClientsGoal.MOVED);
    assertThat(record.desired().deadline()).isNull();

    // when
    pooler(false, HELD);
    assertThat(record.state().label()).isEqualTo("CuttingOver/RELEASE_CLIENTS");
    pooler(true, HELD);
    // then
    assertThat(record.state()).isInstanceOf(SwitchingApplications.class);
    assertDesired(MigrationGoal.OPEN, ClientsGoal.FREE);
    assertThat(record.state().lastCutover().orElseThrow().held()).containsExactly(HELD);
    assertThat(record.state().lastCutover().orElseThrow().steps())
        .extracting(CutoverStepTime::step)
        .containsExactly(
            Step.GATE,
            Step.REHEARSE,
            Step.HOLD_CLIENTS,
            Step.FENCE,
            Step.DRAIN,
            Step.VERIFY,
            Step.OPEN,
            Step.RELEASE_CLIENTS,
            Step.SWITCH);
  }

  @Test
  void goesWithoutAnyStepMoreWhereTheFileNamesNoPooler() {
    // given
    record =
        new MigrationRecord(
            Plans.of("shop", "a"), new Replicating(EveryState.T0, null), 1, 1, EveryState.T0);

    // when
    order(Order.cutover(ID).with(Sightings.nothingAside("a")));
    rehearsed();
    // then
    assertDesired(MigrationGoal.FENCE, ClientsGoal.FREE);
    assertThat(record.desired().deadline()).isEqualTo(now.plusMillis(10_000));
    toOpen();
    see(opened());
    assertThat(record.state()).isInstanceOf(SwitchingApplications.class);
    assertThat(record.generation()).isEqualTo(5);
  }

  @Test
  void fencesNothingWhenClientsCannotBeHeld() {
    // given
    holding();

    // when
    failing();
    // then
    Undoing undoing = (Undoing) record.state();
    assertThat(undoing.run().error().code()).isEqualTo("TRB-TEST");
    assertThat(undoing.run().error().message()).contains("Nothing was fenced");
    assertDesired(MigrationGoal.REPLICATE, ClientsGoal.HELD);
  }

  @Test
  void undoesARehearsalWhosePoolerCannotBeLed() {
    order(Order.cutover(ID).with(Sightings.nothingAside("a")));
    failing();

    assertThat(record.state()).isInstanceOf(Undoing.class);
    assertDesired(MigrationGoal.REPLICATE, ClientsGoal.FREE);
    see(sightings().streaming("a"));
    assertThat(record.state()).isInstanceOf(Replicating.class);
  }

  @Test
  void letsClientsGoOnlyOnceTheFencesAreLiftedAndNeverMovesThem() {
    // given
    holding();
    pooler(true, null);
    assertDesired(MigrationGoal.FENCE, ClientsGoal.HELD);

    // when
    see(sightings().failing("a"));
    // then
    assertDesired(MigrationGoal.REPLICATE, ClientsGoal.HELD);
    assertThat(((Undoing) record.state()).lifted()).isFalse();

    // when
    pooler(false, HELD);
    assertDesired(MigrationGoal.REPLICATE, ClientsGoal.HELD);
    see(unfenced());
    // then
    assertDesired(MigrationGoal.REPLICATE, ClientsGoal.FREE);
    assertThat(record.state()).isInstanceOf(Undoing.class);

    // when
    pooler(true, HELD);
    // then
    assertThat(record.state()).isInstanceOf(Replicating.class);
    assertDesired(MigrationGoal.REPLICATE, ClientsGoal.FREE);
    assertThat(record.state().lastCutover().orElseThrow().held()).containsExactly(HELD);
  }

  @Test
  void isUndoneAtALimitThatLeavesTimeToLetClientsGo() {
    // given
    holding();
    pooler(true, null);

    // when
    now = now.plusMillis(8_000);
    see(sightings().streaming("a"));
    // then
    Undoing undoing = (Undoing) record.state();
    assertThat(undoing.run().error().code()).isEqualTo("TRB-CUTOVER-TIME-LIMIT");
    assertThat(undoing.run().error().message()).contains("8000 ms", "less 2000 ms");
  }

  @Test
  void aPoolerThatLetsItsClientsGoBehindTheFenceUndoesNothing() {
    // given
    holding();
    pooler(true, null);

    // when
    failing();
    // then
    assertDesired(MigrationGoal.FENCE, ClientsGoal.HELD);
  }

  @Test
  void theOperatorGoesOnWithoutAPoolerThatIsGone() {
    // given
    holding();
    pooler(true, null);
    toOpen();
    see(opened());

    // when
    failing();
    // then
    assertThat(record.state().problem().map(ErrorReport::code)).contains("TRB-TEST");
    assertThat(record.state().offered())
        .containsExactlyInAnyOrder(OrderName.RESUME, OrderName.CONFIRM, OrderName.SKIP);

    // when
    long before = record.generation();
    order(Order.Plain.RESUME);
    assertThat(record.generation()).isEqualTo(before + 1);
    order(new Order.SettleAction(OrderName.CONFIRM, OptionalInt.empty()));
    // then
    assertThat(record.state()).isInstanceOf(SwitchingApplications.class);
    assertThat(record.state().problem()).isEmpty();
  }

  private void holding() {
    order(Order.cutover(ID).with(Sightings.nothingAside("a")));
    rehearsed();
    pooler(true, null);
    assertDesired(MigrationGoal.REHEARSE, ClientsGoal.HELD);
  }

  private void rehearsed() {
    seen = seen.with(sightings().rehearsed("a", ID));
    see(sightings().rehearsed("a", new RehearsedSteps(1, 2, 3)));
  }

  private void toOpen() {
    see(sightings().fenced("a", ID, true));
    assertThat(record.state().desire().goal()).isEqualTo(MigrationGoal.VERIFY);
    seen = seen.with(sightings().validation("a", ID, Verdict.EQUAL));
    see(sightings().fenced("a", ID, true));
  }

  private SourceObserved opened() {
    return sightings()
        .source("a", SourcePhase.OPENED, true, sightings().fenced("a", ID, true).fence(), null);
  }

  private SourceObserved unfenced() {
    return sightings().streaming("a");
  }

  private void pooler(boolean achieved, HeldClients held) {
    see(sightings().pooler("a", achieved, held, null));
  }

  private void failing() {
    see(
        sightings()
            .pooler(
                "a",
                false,
                null,
                new ErrorReport("TRB-TEST", ErrorType.EXTERNAL, true, "It broke.", Map.of())));
  }

  private void see(ObservedState observed) {
    seen = seen.with(observed);
    decide(new MigrationEvent.Tick());
  }

  private void order(Order order) {
    decide(order);
  }

  private void decide(MigrationEvent event) {
    record = StateMachine.decide(record, seen, event, now).next();
    record = Json.read(Json.write(record), MigrationRecord.class);
  }

  private Sightings sightings() {
    return new Sightings("shop", record.generation(), now);
  }

  private void assertDesired(MigrationGoal goal, ClientsGoal clients) {
    DesiredState desired = record.desired();
    assertThat(List.of(desired.goal(), desired.clients())).isEqualTo(List.of(goal, clients));
  }
}
