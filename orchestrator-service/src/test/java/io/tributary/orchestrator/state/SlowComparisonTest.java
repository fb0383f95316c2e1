package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.observed.RehearsedComparison;
import io.tributary.common.observed.RehearsedSteps;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What is read behind the fence took long in the rehearsal, where nobody waits for it. */
class SlowComparisonTest {
  private static final Instant NOW = EveryState.T0.plusMillis(10);
  private static final Migration PLAN = Plans.of("shop", "a");
  private static final Sightings SEE = new Sightings("shop", 3, NOW);

  @Test
  void endsTheCutoverBeforeAnyFenceWhereItTookAsLongAsApplicationsMayWait() {
    // when
    MigrationState next = rehearsed(PLAN.cutover().timeLimitMillis());

    // then
    assertThat(next).isInstanceOf(Undoing.class);
    ErrorReport error = next.lastCutover().orElseThrow().error();
    assertThat(error.code()).isEqualTo("TRB-CUTOVER-VERIFY-TOO-SLOW");
    assertThat(error.message())
        .contains("Nothing was fenced", "source a", "took 10000 ms", "time-limit-millis is 10000")
        .contains("raise the limit");
  }

  @Test
  void letsACutoverGoOnWhoseComparisonIsQuickEnough() {
    // when
    MigrationState next = rehearsed(PLAN.cutover().timeLimitMillis() - 1);

    // then
    assertThat(((CuttingOver) next).step()).isEqualTo(Step.FENCE);
  }

  private static MigrationState rehearsed(long digestMillis) {
    MigrationObservations seen =
        MigrationObservations.none()
            .with(SEE.rehearsed("a", new RehearsedSteps(1, 2, 3)))
            .with(SEE.rehearsed("a", EveryState.ID, new RehearsedComparison(5, digestMillis, 9)));
    return StatesForRevision.cuttingOver(Step.REHEARSE)
        .look(new MigrationSituation(PLAN, 3, seen, NOW))
        .next();
  }
}
