package io.tributary.orchestrator.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.quarantine.QuarantineError;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.observed.MigrationObservations;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cdc-service counts aside once the gate was found open. */
class AsideInCutoverTest {
  private static final Instant NOW = EveryState.T0.plusMillis(10);
  private static final Sightings SEE = new Sightings("shop", 3, NOW);

  @Test
  void undoesTheCutoverAndSaysWhatIsAsideUnderItsOwnCode() {
    for (QuarantineError counted : QuarantineError.values()) {
      assertUndone(look(Step.REHEARSE, counted), counted, "Nothing was fenced");
      assertUndone(look(Step.DRAIN, counted), counted, "fences are lifted");
      assertUndone(look(Step.VERIFY, counted), counted, "fences are lifted");
    }
  }

  @Test
  void goesForwardOnceTheTargetMayBeOpen() {
    MigrationState next = look(Step.OPEN, QuarantineError.QUARANTINED);

    assertThat(((CuttingOver) next).step()).isEqualTo(Step.OPEN);
  }

  private static void assertUndone(MigrationState next, QuarantineError counted, String words) {
    assertThat(next).isInstanceOf(Undoing.class);
    ErrorReport error = next.lastCutover().orElseThrow().error();
    assertThat(error.code()).isEqualTo(counted.code());
    assertThat(error.message()).contains("3 rows of source a", words);
  }

  private static MigrationState look(Step step, QuarantineError counted) {
    ErrorReport error =
        ErrorReport.of(counted, "3 rows of source a are quarantined.", Map.of("source", "a"));
    FenceObserved fence =
        step == Step.REHEARSE ? null : new FenceObserved(EveryState.ID, 42, false, NOW, 0);
    SourcePhase phase = step == Step.REHEARSE ? SourcePhase.STREAMING : SourcePhase.DRAINED;
    MigrationObservations seen =
        MigrationObservations.none()
            .with(SEE.source("a", phase, false, fence, error))
            .with(SEE.validation("a", EveryState.ID, Verdict.EQUAL));
    return StatesForRevision.cuttingOver(step)
        .look(new MigrationSituation(Plans.of("shop", "a"), 3, seen, NOW))
        .next();
  }
}
