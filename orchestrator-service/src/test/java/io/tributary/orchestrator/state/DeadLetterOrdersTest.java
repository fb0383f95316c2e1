package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.RowRequest;
import io.tributary.common.json.Json;
import io.tributary.common.observed.DeadLettersObserved;
import io.tributary.common.observed.SourceAnswers;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Requests about dead letters travel with the desired state until they are carried out. */
class DeadLetterOrdersTest {
  private static final Migration PLAN = Plans.of("shop", "a", "b");

  private MigrationRecord record =
      new MigrationRecord(PLAN, new Replicating(EveryState.T0, null), 4, 1, EveryState.T0);
  private MigrationObservations observations = MigrationObservations.none();

  @Test
  void asksEverySourceWhenNoneIsNamed() {
    // when
    order(new SourceOrder.Replay(Optional.empty()));

    // then
    assertThat(record.generation()).isEqualTo(5);
    assertThat(record.desired().rowRequests())
        .containsExactly(new RowRequest(5, "a", null), new RowRequest(5, "b", null));
  }

  @Test
  void losesNoRequestThatNobodyCarriedOut() {
    // when
    order(new SourceOrder.Discard("a", 17));
    order(new SourceOrder.Replay(Optional.of("b")));
    order(new SourceOrder.Replay(Optional.of("b")));
    order(Order.Plain.PAUSE);
    order(Order.Plain.RESUME);

    // then
    assertThat(record.desired().rowRequests())
        .containsExactly(new RowRequest(5, "a", 17L), new RowRequest(7, "b", null));
  }

  @Test
  void forgetsWhatWasCarriedOutWhenTheNextOneComes() {
    // given
    order(new SourceOrder.Discard("a", 17));
    observations = observations.with(carriedOut("a", 5));

    // when
    order(new SourceOrder.Replay(Optional.of("a")));

    // then
    assertThat(record.desired().rowRequests()).containsExactly(new RowRequest(6, "a", null));
  }

  private void order(Order order) {
    record = StateMachine.decide(record, observations, order, EveryState.T0.plusMillis(20)).next();
  }

  private static SourceObserved carriedOut(String source, long request) {
    SourceObserved seen = new Sightings("shop", 5, EveryState.T0).streaming(source);
    return new SourceObserved(
        seen.id(),
        seen.standing(),
        seen.connector(),
        seen.stream(),
        new SourceAnswers(null, new DeadLettersObserved(request, 1, 0)),
        seen.problems(),
        EveryState.T0);
  }

  @Test
  void readsAStateBackThatWasStoredBeforeThereWereRequests() {
    MigrationState old =
        Json.read(
            "{\"state\":\"Replicating\",\"since\":\"2030-01-01T00:00:00Z\"}".getBytes(),
            MigrationState.class);
    assertThat(old).isEqualTo(new Replicating(EveryState.T0, null, List.of()));
  }
}
