package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.RowRequest;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.LedgerObserved;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.OrderReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The order to begin one source anew, from its place in the desired state to the gate. */
class RestartOrdersTest {
  private static final Migration PLAN = Plans.of("shop", "a", "b");

  private MigrationRecord record = record(new Replicating(EveryState.T0, null));
  private MigrationObservations observations = MigrationObservations.none();

  @Test
  void asksForTheSourceAloneUnderAGenerationOfItsOwn() {
    // when
    OrderReply reply = order(restart("a"));

    // then
    assertThat(reply).isInstanceOf(OrderReply.Accepted.class);
    assertThat(record.state().name()).isEqualTo("Replicating");
    assertThat(record.desired().goal()).isEqualTo(MigrationGoal.REPLICATE);
    assertThat(record.desired().restarts()).isEqualTo(Map.of("a", 5L));
    assertThat(record.desired().restart(new StreamId("shop", "a.back"))).isEqualTo(5);
    assertThat(record.desired().restart(new StreamId("shop", "b"))).isZero();
  }

  @Test
  void isAnOrderOfItsOwnEachTimeAndOutlivesEveryState() {
    // when
    order(restart("a"));
    order(restart("b"));
    order(restart("a"));
    order(Order.Plain.PAUSE);

    // then
    assertThat(record.desired().goal()).isEqualTo(MigrationGoal.PAUSE);
    assertThat(record.desired().restarts()).isEqualTo(Map.of("a", 7L, "b", 6L));
    order(Order.Plain.RESUME);
    order(new Order.Abort(false));
    assertThat(record.desired().restarts()).isEqualTo(Map.of("a", 7L, "b", 6L));
  }

  @Test
  void givesUpWhatWasAskedAboutRowsOfThatSource() {
    // given
    order(new SourceOrder.Replay(Optional.empty()));

    // when
    order(restart("a"));

    // then
    assertThat(record.desired().rowRequests()).extracting(RowRequest::source).containsExactly("b");
  }

  @Test
  void nothingThatWasFoundOfRowsBeforeCountsForTheGate() {
    // given
    observations = observations.with(found("a", 4)).with(found("a.back", 4)).with(found("b", 4));

    // when
    order(restart("a"));

    // then
    MigrationObservations counting = observations.since(record.restarts());
    assertThat(counting.validations().keySet()).containsExactly("b");
    observations = observations.with(found("a", 5));
    assertThat(observations.since(record.restarts()).validation("a")).isPresent();
  }

  @Test
  void asksForASingleTableUnderAGenerationOfItsOwnAndKeepsWhatWasAskedOfOthers() {
    // given
    order(new SourceOrder.Replay(Optional.of("a")));

    // when
    OrderReply reply = order(table("a", "public.t"));

    // then
    assertThat(reply).isInstanceOf(OrderReply.Accepted.class);
    assertThat(record.desired().restart(new StreamId("shop", "a"))).isZero();
    assertThat(record.desired().tableRestarts(new StreamId("shop", "a")))
        .isEqualTo(Map.of("public.t", 6L));
    assertThat(record.desired().tableRestarts(new StreamId("shop", "a.back"))).isEmpty();
    assertThat(record.desired().rowRequests()).hasSize(1);
    assertThat(record.desired().neededFormat()).isEqualTo(3);

    // when
    order(restart("a"));

    // then
    assertThat(record.desired().restarts()).isEqualTo(Map.of("a", 7L));
    assertThat(record.desired().neededFormat()).isEqualTo(2);
  }

  @Test
  void noVerdictOfTheTableFromBeforeCountsForTheGateAndThoseOfOthersDo() {
    // given
    Sightings before = new Sightings("shop", 4, EveryState.T0);
    observations = observations.with(before.validation("a", null, Verdict.EQUAL));
    String name = observations.validation("a").orElseThrow().tables().get(0).table();

    // when
    order(table("a", name));

    // then
    assertThat(observations.since(record.restarts()).validation("a").orElseThrow().tables())
        .isEmpty();
    observations =
        observations.with(
            new Sightings("shop", 5, EveryState.T0).validation("a", null, Verdict.EQUAL));
    assertThat(observations.since(record.restarts()).validation("a").orElseThrow().tables())
        .hasSize(1);
  }

  @Test
  void refusesASingleTableWhereNotReplicating() {
    // given
    record = record(new Paused(EveryState.T0, null));

    // when
    OrderReply.Refused refused = (OrderReply.Refused) order(table("a", "public.t"));

    // then
    assertThat(refused.error().code()).isEqualTo("TRB-ORDER-ILLEGAL");
    assertThat(record.restarts()).isEmpty();
  }

  private static SourceOrder.Restart table(String source, String table) {
    return new SourceOrder.Restart(source, Optional.of(table));
  }

  private static SourceOrder.Restart restart(String source) {
    return new SourceOrder.Restart(source, Optional.empty());
  }

  private static ValidationObserved found(String source, long generation) {
    return new ValidationObserved(
        "shop", source, generation, null, null, 1, LedgerObserved.NONE, List.of(), EveryState.T0);
  }

  private static MigrationRecord record(MigrationState state) {
    return new MigrationRecord(PLAN, state, 4, 1, EveryState.T0);
  }

  private OrderReply order(Order order) {
    StateMachine.Outcome outcome = StateMachine.decide(record, observations, order, EveryState.T0);
    record = outcome.next();
    return outcome.reply().orElseThrow();
  }
}
