package io.tributary.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.apply.ApplyStatus;
import io.tributary.cdc.connect.CaptureStatus;
import io.tributary.cdc.reconcile.request.RowOutcomes;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.AppliedTotals;
import io.tributary.common.observed.DeadLettersObserved;
import io.tributary.common.observed.SnapshotProgress;
import io.tributary.common.observed.SourceBacklog;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.StreamLag;
import io.tributary.common.observed.StreamProgress;
import io.tributary.common.quarantine.QuarantineContent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SourceReportTest {
  private static final SourceFacts APPLYING =
      SourceFacts.unknown()
          .with(SourceFact.INSPECTED, true)
          .with(SourceFact.PREPARED, true)
          .with(SourceFact.CAPTURED, true)
          .with(SourceFact.APPLYING, true);

  @Test
  void saysIndexingBetweenTheLastSnapshotRowAndStreaming() {
    assertThat(report(APPLYING, false, false).phase()).isEqualTo(SourcePhase.SNAPSHOT);
    assertThat(report(APPLYING, true, false).phase()).isEqualTo(SourcePhase.INDEXING);
    assertThat(report(APPLYING.with(SourceFact.SNAPSHOT_COMPLETE, true), true, true).phase())
        .isEqualTo(SourcePhase.STREAMING);
  }

  @Test
  void tellsHowManyRowsTheSnapshotIsExpectedToHave() {
    assertThat(report(APPLYING, false, false).stream().snapshot().rowsExpected()).hasValue(4_711);
  }

  @Test
  void neverExpectsFewerRowsThanThereAre() {
    // given
    StreamProgress moved =
        new StreamProgress(
            1,
            1,
            new SnapshotProgress(5_000, OptionalLong.empty(), List.of()),
            AppliedTotals.NOTHING,
            new StreamLag(OptionalLong.of(0), 0, 0),
            SourceBacklog.unknown(),
            QuarantineContent.NOTHING);
    ApplyStatus apply = new ApplyStatus(true, false, false, moved, null, null, null, List.of());

    // then
    assertThat(
            report(MigrationGoal.REPLICATE, APPLYING, apply, OptionalLong.of(4_711)).stream()
                .snapshot()
                .rowsExpected())
        .hasValue(5_000);
    assertThat(
            report(MigrationGoal.REPLICATE, APPLYING, apply, OptionalLong.empty()).stream()
                .snapshot()
                .rowsExpected())
        .as("unknown stays unknown")
        .isEmpty();
  }

  @Test
  void tellsTheLagThatApplyKnowsWhereTheSourceWasNotAskedButNeverThatThereIsNone() {
    assertThat(lagWithoutTheSource(OptionalLong.of(42))).hasValue(42);
    assertThat(lagWithoutTheSource(OptionalLong.of(0))).isEmpty();
    assertThat(lagWithoutTheSource(OptionalLong.empty())).isEmpty();
  }

  private static OptionalLong lagWithoutTheSource(OptionalLong known) {
    StreamProgress moved = StreamProgress.none().behind(known, SourceBacklog.unknown());
    ApplyStatus apply = new ApplyStatus(true, true, true, moved, null, null, null, List.of());
    return report(MigrationGoal.REPLICATE, APPLYING, apply, OptionalLong.empty()).stream()
        .lag()
        .millis();
  }

  @Test
  void tellsOfSilenceOnlyWhereHeartbeatsHaveToCome() {
    // given
    ErrorReport silence =
        new ErrorReport("TRB-APPLY-STREAM-SILENT", ErrorType.EXTERNAL, true, "Silent.", Map.of());
    ApplyStatus silent =
        new ApplyStatus(true, true, true, StreamProgress.none(), null, null, silence, List.of());
    SourceFacts streaming = APPLYING.with(SourceFact.SNAPSHOT_COMPLETE, true);

    // then
    for (MigrationGoal goal :
        List.of(
            MigrationGoal.REPLICATE,
            MigrationGoal.REHEARSE,
            MigrationGoal.FENCE,
            MigrationGoal.VERIFY)) {
      assertThat(report(goal, streaming, silent, OptionalLong.of(1)).error())
          .as("%s", goal)
          .isEqualTo(silence);
    }
    for (MigrationGoal goal :
        List.of(
            MigrationGoal.PAUSE,
            MigrationGoal.OPEN,
            MigrationGoal.SWITCHED,
            MigrationGoal.COMPLETE,
            MigrationGoal.ABORT)) {
      assertThat(report(goal, streaming, silent, OptionalLong.of(1)).error())
          .as("%s", goal)
          .isNull();
    }
    assertThat(report(MigrationGoal.REPLICATE, APPLYING, silent, OptionalLong.of(1)).error())
        .as("copying")
        .isNull();
  }

  private static SourceObserved report(
      MigrationGoal goal, SourceFacts facts, ApplyStatus apply, OptionalLong expected) {
    return new SourceReport(
            new StreamId("shop", "a"),
            new DesiredState(null, 7, goal, null, null, false, Instant.EPOCH),
            facts,
            SourceStep.NONE,
            null,
            new SourceSight(
                apply, CaptureStatus.of("RUNNING", null).expecting(expected), Optional.empty()),
            RowOutcomes.NONE)
        .at(Instant.EPOCH);
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
            .with(SourceFact.APPLYING, false)
            .with(SourceFact.CAPTURED, false)
            .with(SourceFact.RETIRED, true)
            .with(SourceFact.TARGET_CLEAN, true);

    // when
    SourceObserved observed =
        new SourceReport(
                new StreamId("shop", "a"),
                new DesiredState(null, 7, MigrationGoal.ABORT, null, null, false, Instant.EPOCH),
                retired,
                SourceStep.NONE,
                null,
                new SourceSight(
                    new ApplyStatus(
                        false, true, true, StreamProgress.none(), null, refused, null, List.of()),
                    CaptureStatus.unknown(),
                    Optional.empty()),
                RowOutcomes.NONE)
            .at(Instant.EPOCH);

    // then
    assertThat(observed.achieved()).isTrue();
    assertThat(observed.phase()).isEqualTo(SourcePhase.RETIRED);
    assertThat(observed.error()).as("still told").isEqualTo(refused);
  }

  private static SourceObserved report(SourceFacts facts, boolean rowsIn, boolean complete) {
    return new SourceReport(
            new StreamId("shop", "a"),
            new DesiredState(null, 7, MigrationGoal.REPLICATE, null, null, false, Instant.EPOCH),
            facts,
            SourceStep.NONE,
            null,
            new SourceSight(
                new ApplyStatus(
                    true, rowsIn, complete, StreamProgress.none(), null, null, null, List.of()),
                CaptureStatus.of("RUNNING", null).expecting(OptionalLong.of(4_711)),
                Optional.empty()),
            new RowOutcomes(new DeadLettersObserved(6, 3, 1), null))
        .at(Instant.EPOCH);
  }
}
