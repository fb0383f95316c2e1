package io.tributary.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.apply.ApplyStatus;
import io.tributary.cdc.capture.CaptureStatus;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.Goal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.DeadLettersObserved;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.StreamProgress;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceReportTest {
  private static final SourceFacts APPLYING =
      SourceFacts.unknown()
          .with(Fact.INSPECTED, true)
          .with(Fact.PREPARED, true)
          .with(Fact.CAPTURED, true)
          .with(Fact.APPLYING, true);

  @Test
  void saysIndexingBetweenTheLastSnapshotRowAndStreaming() {
    assertThat(report(APPLYING, false, false).phase()).isEqualTo(SourcePhase.SNAPSHOT);
    assertThat(report(APPLYING, true, false).phase()).isEqualTo(SourcePhase.INDEXING);
    assertThat(report(APPLYING.with(Fact.SNAPSHOT_COMPLETE, true), true, true).phase())
        .isEqualTo(SourcePhase.STREAMING);
  }

  @Test
  void tellsHowManyRowsTheSnapshotIsExpectedToHave() {
    assertThat(report(APPLYING, false, false).stream().snapshotRowsExpected()).isEqualTo(4_711);
  }

  @Test
  void tellsWhatBecameOfTheLastRequestAboutDeadLetters() {
    assertThat(report(APPLYING, true, true).deadLetters())
        .isEqualTo(new DeadLettersObserved(6, 3, 1));
  }

  @Test
  void endsAnAbortWhoseStreamHadStoppedForGood() {
    // given
    ErrorReport refused =
        new ErrorReport("TRB-APPLY-ROW-REFUSED", ErrorType.USER, false, "Refused.", Map.of());
    SourceFacts retired =
        APPLYING
            .with(Fact.APPLYING, false)
            .with(Fact.CAPTURED, false)
            .with(Fact.RETIRED, true)
            .with(Fact.TARGET_CLEAN, true);

    // when
    SourceObserved observed =
        new SourceReport(
                new StreamId("shop", "a"),
                new DesiredState(null, 7, Goal.ABORT, null, null, false, Instant.EPOCH),
                retired,
                SourceStep.NONE,
                null,
                new ApplyStatus(false, true, true, StreamProgress.none(), null, refused),
                null,
                null)
            .at(Instant.EPOCH);

    // then
    assertThat(observed.achieved()).isTrue();
    assertThat(observed.phase()).isEqualTo(SourcePhase.RETIRED);
    assertThat(observed.error()).as("still told").isEqualTo(refused);
  }

  private static SourceObserved report(SourceFacts facts, boolean rowsIn, boolean complete) {
    return new SourceReport(
            new StreamId("shop", "a"),
            new DesiredState(null, 7, Goal.REPLICATE, null, null, false, Instant.EPOCH),
            facts,
            SourceStep.NONE,
            null,
            new ApplyStatus(true, rowsIn, complete, StreamProgress.none(), null, null),
            new CaptureStatus("RUNNING", null, 4_711),
            new DeadLettersObserved(6, 3, 1))
        .at(Instant.EPOCH);
  }
}
