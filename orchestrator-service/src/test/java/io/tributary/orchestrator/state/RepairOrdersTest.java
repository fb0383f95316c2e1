package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.ConfirmedRows;
import io.tributary.common.desired.RowRequest;
import io.tributary.common.event.Requester;
import io.tributary.common.json.Json;
import io.tributary.common.observed.LedgerObserved;
import io.tributary.common.observed.RepairObserved;
import io.tributary.common.observed.SourceAnswers;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.RowDifference.Kind;
import io.tributary.common.verdict.RowFindings;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.OrderReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A repair from its order to its outcome. */
class RepairOrdersTest {
  private static final Migration PLAN = Plans.of("shop", "a", "b");
  private static final Requester ALICE = new Requester("alice", List.of("operator"), "r1", "here");
  private static final RowDifference CHANGED =
      new RowDifference(Map.of("id", "7"), Kind.CHANGED, List.of("v"), "a value of the row");
  private static final RowDifference EXTRA =
      new RowDifference(Map.of("id", "9"), Kind.EXTRA_IN_TARGET, List.of());

  private MigrationRecord record =
      new MigrationRecord(PLAN, new Replicating(EveryState.T0, null), 4, 1, EveryState.T0);
  private MigrationObservations observations =
      MigrationObservations.none()
          .with(found("a", Verdict.DIFFERENT, CHANGED, EXTRA))
          .with(found("b", Verdict.UNSETTLED, CHANGED));

  @Test
  void dryRunNamesKeysKindsAndColumnsAndChangesNothing() {
    // when
    OrderReply reply = order(new SourceOrder.Repair("a", Optional.empty(), true));

    // then
    OrderReply.Repairable dry = (OrderReply.Repairable) reply;
    assertThat(dry.plan().tables()).hasSize(1);
    assertThat(dry.plan().tables().get(0).rows())
        .containsExactly(new RowDifference(Map.of("id", "7"), Kind.CHANGED, List.of("v")), EXTRA);
    assertThat(Json.text(dry.plan())).doesNotContain("a value of the row");
    assertThat(record.version()).isEqualTo(1);
  }

  @Test
  void asksForTheConfirmedRowsAndKeepsWhoOrderedItAndWhatCameOfIt() {
    // when
    order(new SourceOrder.Repair("a", Optional.of("public.t"), false));

    // then
    ConfirmedRows rows =
        new ConfirmedRows("public.t", List.of(Map.of("id", "7"), Map.of("id", "9")));
    assertThat(record.desired().rowRequests())
        .containsExactly(RowRequest.repairing(5, "a", List.of(rows)));
    assertThat(record.state().orderedBy()).contains(ALICE);

    // when cdc-service says what it did
    observations = observations.with(repaired("a", new RepairObserved(5, 1, 1, 0, null)));
    tick();

    // then
    assertThat(record.generation()).isEqualTo(6);
    assertThat(record.desired().rowRequests()).isEmpty();
    Replicating state = (Replicating) record.state();
    assertThat(state.repair().by()).isEqualTo(ALICE);
    assertThat(state.repair().outcome()).isEqualTo(new RepairObserved(5, 1, 1, 0, null));
    assertThat(Json.read(Json.write(state), MigrationState.class)).isEqualTo(state);

    // and nothing more follows
    tick();
    assertThat(record.generation()).isEqualTo(6);
  }

  @Test
  void anOutcomeOfAnEarlierRepairEndsNoLaterOne() {
    // given
    observations = observations.with(repaired("a", new RepairObserved(3, 1, 1, 0, null)));

    // when
    order(new SourceOrder.Repair("a", Optional.empty(), false));
    tick();

    // then
    assertThat(record.desired().rowRequests()).hasSize(1);
  }

  @Test
  void refusesWhereNothingIsConfirmed() {
    assertThat(refused(new SourceOrder.Repair("b", Optional.empty(), false)))
        .isEqualTo("TRB-REPAIR-NOTHING-CONFIRMED");
    assertThat(refused(new SourceOrder.Repair("a", Optional.of("public.other"), true)))
        .isEqualTo("TRB-REPAIR-NOTHING-CONFIRMED");
  }

  @Test
  void refusesASecondSourceUntilTheFirstIsDoneAndRepeatsTheFirst() {
    // given
    observations = observations.with(found("b", Verdict.DIFFERENT, EXTRA));
    order(new SourceOrder.Repair("a", Optional.empty(), false));

    // then
    assertThat(refused(new SourceOrder.Repair("b", Optional.empty(), false)))
        .isEqualTo("TRB-REPAIR-RUNNING");

    // when
    order(new SourceOrder.Repair("a", Optional.empty(), false));

    // then the later one counts
    assertThat(record.desired().rowRequests()).hasSize(1);
    assertThat(record.desired().rowRequests().get(0).number()).isEqualTo(6);
  }

  @Test
  void pauseGivesARepairUpAndKeepsRequestsAboutDeadLetters() {
    // given
    order(new SourceOrder.Replay(Optional.of("a")));
    order(new SourceOrder.Repair("a", Optional.empty(), false));

    // when
    order(Order.Plain.PAUSE);
    order(Order.Plain.RESUME);

    // then
    assertThat(record.desired().rowRequests()).containsExactly(new RowRequest(5, "a", null));
  }

  @Test
  void isRefusedInEveryOtherState() {
    EveryState.examples().stream()
        .filter(state -> !(state instanceof Replicating))
        .forEach(
            state -> {
              record = new MigrationRecord(PLAN, state, 4, 1, EveryState.T0);
              assertThat(refused(new SourceOrder.Repair("a", Optional.empty(), false)))
                  .as(state.label())
                  .isEqualTo("TRB-ORDER-ILLEGAL");
            });
  }

  private String refused(Order order) {
    return ((OrderReply.Refused) order(order)).error().code();
  }

  private OrderReply order(Order order) {
    StateMachine.Outcome outcome =
        StateMachine.decide(
            record, observations, order, EveryState.T0.plusMillis(20), Optional.of(ALICE));
    record = outcome.next();
    return outcome.reply().orElseThrow();
  }

  private void tick() {
    record =
        StateMachine.decide(record, observations, new MigrationEvent.Tick(), EveryState.T0).next();
  }

  private static ValidationObserved found(
      String source, Verdict verdict, RowDifference... differences) {
    TableVerdict table =
        new Sightings("shop", 4, EveryState.T0).table(source, verdict, EveryState.T0);
    TableVerdict differing =
        new TableVerdict(
            table.compared(),
            table.rows(),
            verdict,
            table.position(),
            table.digests(),
            new RowFindings(List.of(differences), differences.length, 0),
            table.scope(),
            table.time(),
            List.of(),
            null);
    return new ValidationObserved(
        "shop", source, 4, null, null, 1, LedgerObserved.NONE, List.of(differing), EveryState.T0);
  }

  private static SourceObserved repaired(String source, RepairObserved outcome) {
    SourceObserved seen = new Sightings("shop", 5, EveryState.T0).streaming(source);
    return new SourceObserved(
        seen.id(),
        seen.standing(),
        seen.connector(),
        seen.stream(),
        new SourceAnswers(null, null, outcome, null),
        seen.problems(),
        EveryState.T0);
  }
}
