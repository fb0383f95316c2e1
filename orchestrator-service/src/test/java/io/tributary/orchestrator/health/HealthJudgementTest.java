package io.tributary.orchestrator.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.MigrationState;
import io.tributary.orchestrator.state.StatesForRevision;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A migration is as well as the worst of its sources, whatever its state says. */
class HealthJudgementTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Migration PLAN = Plans.of("shop", "a", "b");
  private static final Sightings SEE = new Sightings("shop", 3, NOW);

  @Test
  void isHealthyWhenEverySourceStreams() {
    assertThat(judge(SEE.streaming("b"))).isEqualTo(MigrationHealth.GOOD);
  }

  @Test
  void isStoppedByOneSourceThatNeedsSomebody() {
    MigrationHealth health = judge(failing(SourcePhase.STOPPED, false));

    assertThat(health.health()).isEqualTo(HealthLevel.STOPPED);
    assertThat(health.reason().get().message()).isEqualTo("It broke.");
  }

  @Test
  void isWaitingForOneSourceThatIsTriedAgain() {
    assertThat(judge(failing(SourcePhase.STREAMING, true)).health()).isEqualTo(HealthLevel.WAITING);
  }

  @Test
  void isWaitingWhileNobodyLooksAfterASource() {
    MigrationHealth silent = judge(new Sightings("shop", 3, NOW.minusSeconds(16)).streaming("b"));
    assertThat(silent.health()).isEqualTo(HealthLevel.WAITING);
    assertThat(silent.reason().get().message()).contains("Source b was last reported 16 s ago");

    MigrationObservations one = MigrationObservations.none().with(SEE.streaming("a"));
    MigrationHealth never =
        judge(StatesForRevision.replicating(), one, NOW.minusSeconds(16)).judge();
    assertThat(never.reason().get().code()).isEqualTo("TRB-SOURCE-UNREPORTED");
    assertThat(judge(StatesForRevision.replicating(), one, NOW).judge().health())
        .as("it has only just begun")
        .isEqualTo(HealthLevel.HEALTHY);
  }

  @Test
  void isWaitingForAConnectorThatDoesNotRun() {
    MigrationHealth failed = judge(connector("FAILED"));

    assertThat(failed.health()).isEqualTo(HealthLevel.WAITING);
    assertThat(failed.reason().get().message()).contains("connector of source b is FAILED");
  }

  @Test
  void givesAConnectorThatWasJustMadeAMoment() {
    MigrationObservations seen =
        MigrationObservations.none().with(SEE.streaming("a")).with(connector("NO-TASK"));

    assertThat(judge(StatesForRevision.replicating(), seen, NOW).judge().health())
        .isEqualTo(HealthLevel.HEALTHY);
    assertThat(judge(StatesForRevision.replicating(), seen, NOW.minusSeconds(16)).judge().health())
        .isEqualTo(HealthLevel.WAITING);
  }

  private static SourceObserved connector(String state) {
    SourceObserved good = SEE.streaming("b");
    return new SourceObserved(
        good.id(), good.standing(), state, good.stream(), good.answers(), good.problems(), NOW);
  }

  @Test
  void asksNoSourceBeforeTheStart() {
    assertThat(
            judge(StatesForRevision.created(), MigrationObservations.none(), NOW.minusSeconds(60))
                .judge()
                .health())
        .isEqualTo(HealthLevel.HEALTHY);
  }

  @Test
  void isWaitingForASwitchThatFails() {
    MigrationState failing = StatesForRevision.switchThatFailed();
    MigrationObservations opened =
        MigrationObservations.none()
            .with(SEE.source("a", SourcePhase.OPENED, true))
            .with(SEE.source("b", SourcePhase.OPENED, true));

    assertThat(judge(failing, opened, NOW).judge().health()).isEqualTo(HealthLevel.WAITING);
    assertThat(judge(StatesForRevision.cuttingOver(Step.SWITCH), opened, NOW).judge().health())
        .isEqualTo(HealthLevel.HEALTHY);
  }

  private static SourceObserved failing(SourcePhase phase, boolean retryable) {
    ErrorReport error =
        new ErrorReport("TRB-TEST", ErrorType.EXTERNAL, retryable, "It broke.", Map.of());
    return SEE.source("b", phase, false, null, error);
  }

  private static MigrationHealth judge(SourceObserved second) {
    return judge(
            StatesForRevision.replicating(),
            MigrationObservations.none().with(SEE.streaming("a")).with(second),
            NOW)
        .judge();
  }

  private static HealthJudgement judge(
      MigrationState state, MigrationObservations seen, Instant since) {
    return new HealthJudgement(new MigrationRecord(PLAN, state, 3, 3, since), seen, NOW);
  }
}
