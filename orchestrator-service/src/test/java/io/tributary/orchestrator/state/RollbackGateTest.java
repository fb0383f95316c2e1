package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.WayBackError;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.cutover.SwitchWay;
import io.tributary.orchestrator.gate.GateLook;
import io.tributary.orchestrator.gate.SwitchActionLook;
import io.tributary.orchestrator.health.HealthLevel;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.order.OrderReply;
import io.tributary.orchestrator.order.StateError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What has to be so before anything is fenced at the target. */
class RollbackGateTest extends RollbackBench {
  @Test
  void keepsTheGateShutWhileAnActionCouldNotPointBack() {
    // given
    assertThat(record.state().nextSwitch()).isEqualTo(SwitchWay.back(EveryState.ID));
    GateLook look =
        new GateLook(
            NOTHING_ASIDE.aside(),
            List.of(new SwitchActionLook(1, "env-file /srv/.env", Optional.of(EveryState.ERROR))));

    // when
    OrderReply reply = decide(new Order.Rollback(ID, Optional.empty(), look), streaming());

    // then
    assertThat(reply)
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused -> assertThat(refused.error().message()).contains("env-file /srv/.env"));
    assertThat(record.state()).isEqualTo(SWITCHED);
  }

  @Test
  void refusesWhatWouldLoseWrites() {
    // given
    record = new MigrationRecord(PLAIN, SWITCHED, 7, 1, T0);

    // when
    OrderReply reply = order(streaming());

    // then
    assertThat(reply)
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(StateError.NO_WAY_BACK);
              assertThat(refused.error().message()).contains("source a has no way back");
            });
    assertThat(record.state()).isEqualTo(SWITCHED);
  }

  @Test
  void refusesToGoBackWhereTheWayBackWasGivenUp() {
    // given
    ErrorReport why =
        ErrorReport.of(WayBackError.GIVEN_UP, "Given up at 0/5.", Map.of("source", "a"));
    MigrationObservations seen =
        streaming().with(see().source("a.back", SourcePhase.RETIRED, true, null, why));
    Switched switched = (Switched) SWITCHED;

    // when
    OrderReply reply = order(seen);

    // then
    assertThat(reply)
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(WayBackError.GIVEN_UP);
              assertThat(refused.error().message()).contains("Given up at 0/5.");
            });
    assertThat(record.state()).isEqualTo(SWITCHED);
    assertThat(switched.againstRollback(situation(seen)))
        .singleElement()
        .asString()
        .contains("Given up at 0/5.");
    assertThat(switched.againstRollback(situation(streaming()))).isEmpty();
    assertThat(switched.againstRollback(situation(MigrationObservations.none())))
        .anyMatch(reason -> reason.contains("a.back"));
    assertThat(health(seen)).isEqualTo(HealthLevel.STOPPED);
  }

  @Test
  void keepsTheGateShutUntilTheStreamsThatComeHomeRun() {
    // when
    OrderReply reply = order(MigrationObservations.none());

    // then
    assertThat(reply)
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused -> assertThat(refused.error().message()).contains("a.back", "rollback"));
  }

  @Test
  void goesBackOnlyWhenBothSidesAreEqual() {
    for (Verdict verdict : List.of(Verdict.DIFFERENT, Verdict.FAILED)) {
      // when
      OrderReply reply = order(streaming().with(see().validation("a.back", null, verdict)));

      // then: it names the table, and nothing was fenced
      assertThat(reply)
          .isInstanceOfSatisfying(
              OrderReply.Refused.class,
              refused ->
                  assertThat(refused.error().message()).contains("nothing was fenced", "public.t"));
      assertThat(record.state()).isEqualTo(SWITCHED);
    }
  }

  @Test
  void goesBackOnlyWhereTheWayOutRunsUnlessItIsLostForGood() {
    // when
    OrderReply reply = order(streaming().with(see().failing("a")));

    // then
    assertThat(reply)
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused ->
                assertThat(refused.error().message())
                    .contains("nothing was fenced", "Source a reports TRB-TEST: It broke."));
    assertThat(record.state()).isEqualTo(SWITCHED);
    assertThat(order(streaming().with(see().source("a", SourcePhase.STOPPED, true, null, LOST))))
        .isInstanceOf(OrderReply.Accepted.class);
  }

  @Test
  void goesBackOnlyWhenWhatWasWrittenToTheClosedSourceIsDecidedUpon() {
    // when
    OrderReply reply = order(streaming(), aside("a", 2));

    // then
    assertThat(reply)
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused ->
                assertThat(refused.error().message())
                    .contains("nothing was fenced", "2 changes of stream a wait as dead letters"));
    assertThat(record.state()).isEqualTo(SWITCHED);

    // when it comes while the rollback is rehearsed
    order(streaming());
    tick(streaming().with(see().rehearsed("a.back", ID)).with(see().settingAside("a", 1)));

    // then
    assertDesired(MigrationGoal.REHEARSE, Direction.BACK);
  }

  /** What was reported may be older than what stands in the databases. */
  @Test
  void goesByWhatIsKeptAsideInTheDatabasesAndNotByTheLastReport() {
    assertThat(order(streaming(), aside("a.back", 3)))
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused ->
                assertThat(refused.error().message())
                    .contains(
                        "3 changes of stream a.back wait as dead letters",
                        "/migrations/shop/dead-letters?source=a.back"));
    assertThat(order(streaming(), GateLook.NONE))
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused ->
                assertThat(refused.error().message())
                    .contains("What waits aside of stream a.back is unknown. Nobody has counted"));
    GateLook silent =
        new GateLook(
            Map.of("a", QuarantineContent.NOTHING),
            Map.of("a.back", "The source does not answer."),
            List.of());
    assertThat(order(streaming(), silent))
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused ->
                assertThat(refused.error().message())
                    .contains("stream a.back is unknown. The source does not answer."));
    assertThat(record.state()).isEqualTo(SWITCHED);

    // an old report of what has been decided upon meanwhile
    assertThat(order(streaming().with(see().settingAside("a", 2))))
        .isInstanceOf(OrderReply.Accepted.class);
  }

  /** It would bring that write to the target once the rollback has closed it. */
  @Test
  void goesBackOnlyWhereNobodyHasWrittenToTheClosedSource() {
    // given
    ErrorReport foreign =
        ErrorReport.of(
            WayBackError.WRITE_LOST, "Table item was changed behind the fence.", Map.of());
    SourceObserved stopped = see().source("a", SourcePhase.STOPPED, true, null, foreign);

    // when
    OrderReply reply = order(streaming().with(stopped));

    // then
    assertThat(reply)
        .isInstanceOfSatisfying(
            OrderReply.Refused.class,
            refused ->
                assertThat(refused.error().message())
                    .contains("nothing was fenced", "Table item was changed behind the fence."));
    assertThat(record.state()).isEqualTo(SWITCHED);

    // when somebody writes to it while the rollback is rehearsed
    order(streaming());
    tick(streaming().with(see().rehearsed("a.back", ID)).with(stopped));

    // then
    assertDesired(MigrationGoal.REHEARSE, Direction.BACK);
  }

  @Test
  void goesBackAlthoughNobodyHasLookedAtARestingConnectorSinceARestart() {
    // given
    SourceObserved seen = see().source("a", SourcePhase.OPENED, true);
    SourceObserved unknown =
        new SourceObserved(
            seen.id(),
            seen.standing(),
            "UNKNOWN",
            seen.stream(),
            seen.answers(),
            seen.problems(),
            seen.at());

    // then
    assertThat(order(streaming().with(unknown))).isInstanceOf(OrderReply.Accepted.class);
  }

  private static GateLook aside(String stream, long deadLetters) {
    Map<String, QuarantineContent> counted = new HashMap<>(NOTHING_ASIDE.aside());
    counted.put(stream, new QuarantineContent(deadLetters, 0, List.of()));
    return new GateLook(counted, List.of());
  }

  private MigrationSituation situation(MigrationObservations seen) {
    return new MigrationSituation(PLAN, record.generation(), seen, T0, NOTHING_ASIDE, null);
  }
}
