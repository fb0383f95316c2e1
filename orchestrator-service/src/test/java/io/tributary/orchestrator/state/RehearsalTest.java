package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.event.CutoverRehearsal;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.event.PausePrediction;
import io.tributary.common.event.Requester;
import io.tributary.common.json.Json;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.RehearsedComparison;
import io.tributary.common.observed.RehearsedSteps;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.plan.Migration;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.cutover.MeasuredPause;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.OrderName;
import io.tributary.orchestrator.order.OrderReply;
import io.tributary.orchestrator.order.StateError;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private static final Instant T0 = EveryState.T0;
  private static final String ID = "rehearsal-1";
  private static final Migration PLAN = Plans.returning(Plans.of("shop", "a"));
  private static final Requester ALICE = new Requester("alice", List.of("operator"), "::1", "r-1");
  private static final CutoverRun DONE = EveryState.at(Step.SWITCH).done(T0.plusMillis(9));

  private MigrationRecord record = new MigrationRecord(PLAN, new Replicating(T0, null), 7, 1, T0);
  private List<MigrationCommand> commands = List.of();
  private Instant now = T0;

  @Test
  void asksForTheRehearsalAndComesBackWithWhatItMeasured() {
    // when
    OrderReply reply = rehearse("a");
    // then
    assertThat(reply).isEqualTo(new OrderReply.Accepted(ID));
    assertThat(record.state().label()).isEqualTo("Rehearsing");
    assertDesired(MigrationGoal.REHEARSE, Direction.OUT);
    assertThat(record.desired().cutoverId()).isEqualTo(ID);
    assertThat(record.desired().deadline()).isNotNull();

    // when: all is done, and what is asked anew is answered after 20, 40 and 30 ms
    now = T0.plusMillis(130);
    MigrationObservations done = rehearsed("a");
    look(done);
    look(done);
    answered("a", 20, 40);
    // then
    assertThat(record.state()).isInstanceOf(Rehearsing.class);
    assertThat(Json.read(Json.write(record.state()), MigrationState.class))
        .isEqualTo(record.state());

    // when
    answered("a", 30);
    // then
    assertThat(record.state()).isInstanceOf(Replicating.class);
    assertDesired(MigrationGoal.REPLICATE, Direction.OUT);
    CutoverRehearsal rehearsal = record.state().lastRehearsal().orElseThrow();
    assertThat(rehearsal.rehearsalId()).isEqualTo(ID);
    assertThat(rehearsal.orderedBy()).isEqualTo(ALICE);
    assertThat(rehearsal.millis()).isEqualTo(220);
    assertThat(rehearsal.roundTripMillis()).isEqualTo(30);
    assertThat(rehearsal.prediction())
        .contains(new PausePrediction(60 + 4 + 2 + 20 + 6, 60 + 4 + 5 + 20 + 5 + 6));
    assertThat(rehearsal.error()).isNull();
    assertThat(commands).contains(new MigrationCommand.PublishRehearsal(rehearsal));
    assertThat(commands).noneMatch(MigrationCommand.PublishCutoverStep.class::isInstance);
  }

  @Test
  void rehearsesARollbackWhereThereIsAWayBack() {
    // given
    record = record(new Switched(T0, DONE, null, true));

    // when
    rehearse("a.back");
    // then
    assertDesired(MigrationGoal.REHEARSE, Direction.BACK);
    assertThat(record.state().offered()).isEmpty();

    // when
    answered("a.back", 0, 9, 9, 9);
    // then
    assertThat(record.state()).isInstanceOf(Switched.class);
    assertDesired(MigrationGoal.SWITCHED, Direction.OUT);
    assertThat(record.desired().cutoverId()).isEqualTo(DONE.id());
    CutoverRehearsal rehearsal = record.state().lastRehearsal().orElseThrow();
    assertThat(rehearsal.direction()).isEqualTo(Direction.BACK);
    assertThat(rehearsal.prediction()).isPresent();
  }

  @Test
  void refusesByNameWhereASourceHasNoWayBack() {
    // given
    record =
        new MigrationRecord(Plans.of("shop", "a"), new Switched(T0, DONE, null, false), 7, 1, T0);

    // when
    OrderReply.Refused refused = (OrderReply.Refused) rehearse("a");

    // then
    assertThat(refused.code()).isEqualTo(StateError.NO_WAY_BACK);
    assertThat(refused.error().message())
        .contains("The order rehearse is refused: source a has no way back");
    assertThat(record.state().offered()).doesNotContain(OrderName.REHEARSE);
  }

  @Test
  void beginsNothingWithTheGateShut() {
    // when
    OrderReply reply =
        decide(MigrationObservations.none().with(see().lagging("a", 60_000)), order());

    // then
    assertThat(((OrderReply.Refused) reply).code()).isEqualTo(StateError.GATE_CLOSED);
    assertThat(record.state()).isInstanceOf(Replicating.class);
  }

  @Test
  void comesBackWithTheReasonWhenASourceFails() {
    // given
    rehearse("a");

    // when
    ErrorReport broken =
        new ErrorReport("TRB-TEST", ErrorType.INTERNAL, false, "It broke.", Map.of());
    look(
        MigrationObservations.none()
            .with(see().source("a", SourcePhase.STREAMING, false, null, broken)));

    // then
    assertThat(record.state()).isInstanceOf(Replicating.class);
    ErrorReport why = record.state().problem().orElseThrow();
    assertThat(why.message())
        .contains("It broke.")
        .contains("Nothing was fenced yet.")
        .contains("type `./tributary rehearse shop` again");
    assertThat(record.state().lastRehearsal().orElseThrow().predicted()).isNull();
    assertThat(record.state().lastCutover()).isEmpty();
  }

  @Test
  void endsAtItsDeadlineWhoeverHasTakenItUp() {
    // given: stored, and read again by another process
    rehearse("a");
    MigrationState read = Json.read(Json.write(record.state()), MigrationState.class);
    assertThat(read).isEqualTo(record.state());
    record = new MigrationRecord(PLAN, read, record.generation(), record.version(), T0);
    assertThat(StateMachine.takeUp(record)).containsExactly(new MigrationCommand.PublishDesired());
    Instant deadline = read.wakeAt().orElseThrow();

    // when
    now = deadline.minusMillis(1);
    look(streaming("a"));
    // then
    assertThat(record.state()).isInstanceOf(Rehearsing.class);

    // when
    now = deadline;
    look(streaming("a"));
    // then
    assertThat(record.state()).isInstanceOf(Replicating.class);
    assertThat(record.state().problem().orElseThrow().code())
        .isEqualTo(StateError.CUTOVER_TIME_LIMIT.code());
  }

  @Test
  void neverLeadsToAFenceWhateverIsReported() {
    // given
    rehearse("a");
    MigrationRecord rehearsing = record;
    assertThat(rehearsing.state()).isInstanceOf(Rehearsing.class);
    List<MigrationObservations> everything =
        List.of(
            MigrationObservations.none(),
            streaming("a"),
            rehearsed("a"),
            rehearsed("a").with(see().fenced("a", ID, false)),
            rehearsed("a").with(see().fenced("a", ID, true)),
            rehearsed("a").with(see().validation("a", ID, Verdict.EQUAL)),
            rehearsed("a").with(see().validation("a", ID, Verdict.DIFFERENT)),
            rehearsed("a").with(see().source("a", SourcePhase.OPENED, true)),
            MigrationObservations.none().with(see().failing("a")));
    for (MigrationObservations seen : everything) {
      for (Duration later : List.of(Duration.ZERO, Duration.ofDays(1))) {
        for (MigrationEvent event :
            List.of(
                new MigrationEvent.Tick(),
                new MigrationEvent.UndoPublished(),
                order(),
                Order.cutover("other").with(Sightings.nothingAside("a", "a.back")),
                Order.Plain.PAUSE)) {
          // when
          record = rehearsing;
          now = T0.plus(later);
          decide(seen, event);

          // then
          assertThat(record.state())
              .as("%s %s %s", seen, later, event)
              .isInstanceOfAny(Rehearsing.class, Replicating.class);
          DesiredState desired = record.desired();
          assertThat(desired.goal()).isIn(MigrationGoal.REHEARSE, MigrationGoal.REPLICATE);
        }
      }
    }
  }

  @Test
  void givesThePredictionToTheNextCutoverWhichShowsItBesideTheTruth() {
    // given
    rehearse("a");
    answered("a", 0, 9, 9, 9);
    CutoverRehearsal rehearsal = record.state().lastRehearsal().orElseThrow();
    decide(streaming("a"), Order.Plain.PAUSE);
    decide(streaming("a"), Order.Plain.RESUME);
    assertThat(record.state().lastRehearsal()).contains(rehearsal);

    // when
    decide(streaming("a"), Order.cutover("c").with(Sightings.nothingAside("a", "a.back")));

    // then
    CutoverRun run = record.state().lastCutover().orElseThrow();
    assertThat(run.rehearsal()).isEqualTo(rehearsal);
    assertThat(MeasuredPause.of(run)).isEmpty();
    Instant fenced = now.plusMillis(10);
    CutoverRun opened =
        run.enterFence(fenced, 1_000)
            .enter(Step.DRAIN, fenced)
            .enter(Step.VERIFY, fenced)
            .enter(Step.OPEN, fenced)
            .enter(Step.SWITCH, fenced.plusMillis(77));
    assertThat(MeasuredPause.of(opened))
        .contains(
            new MeasuredPause(
                77,
                rehearsal.predicted(),
                ID,
                List.of(
                    new MeasuredPause.PredictedStream(
                        "a", rehearsal.streams().get(0).predicted()))));
    assertThat(rehearsal.streams().get(0).predicted()).isNotNull();
  }

  private OrderReply rehearse(String stream) {
    return decide(streaming(stream), order());
  }

  private static Order order() {
    return new Order.Rehearse(ID, Optional.empty(), Sightings.nothingAside("a", "a.back"));
  }

  private OrderReply decide(MigrationObservations seen, MigrationEvent event) {
    StateMachine.Outcome outcome =
        StateMachine.decide(record, seen, event, now, Optional.of(ALICE));
    record = outcome.next();
    commands = outcome.commands();
    return outcome.reply().orElse(null);
  }

  private void look(MigrationObservations seen) {
    StateMachine.Outcome outcome =
        StateMachine.decide(record, seen, new MigrationEvent.Tick(), now);
    record = outcome.next();
    commands = outcome.commands();
  }

  /** Each is an answer to what is asked when it comes. */
  private void answered(String stream, long... afterMillis) {
    for (long millis : afterMillis) {
      now = now.plusMillis(millis);
      look(rehearsed(stream));
    }
  }

  private static MigrationRecord record(MigrationState state) {
    return new MigrationRecord(PLAN, state, 7, 1, T0);
  }

  private Sightings see() {
    return new Sightings("shop", record.generation(), now);
  }

  private MigrationObservations streaming(String stream) {
    MigrationObservations other =
        stream.equals("a")
            ? MigrationObservations.none().with(see().lagging("a.back", 0))
            : MigrationObservations.none().with(see().source("a", SourcePhase.OPENED, true));
    return other.with(see().lagging(stream, 0)).with(see().validation(stream, null, Verdict.EQUAL));
  }

  private MigrationObservations rehearsed(String stream) {
    return streaming(stream)
        .with(see().rehearsed(stream, new RehearsedSteps(4, 6, 80)))
        .with(see().rehearsed(stream, ID, new RehearsedComparison(5, 20, 100)));
  }

  private void assertDesired(MigrationGoal goal, Direction direction) {
    assertThat(record.desired().goal()).isEqualTo(goal);
    assertThat(record.desired().direction()).isEqualTo(direction);
  }
}
