package io.tributary.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.apply.ApplyStatus;
import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.cdc.connect.CaptureStatus;
import io.tributary.cdc.reconcile.request.RowOutcomes;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.StreamProgress;
import io.tributary.common.observed.WayBackError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WriteBehindFenceReportTest {
  private static final String TOKEN = "cutover-1";

  @Test
  void aWriteBehindTheFenceKeepsTheCutoverFromGoingOn() {
    // when
    SourceObserved seen = report(MigrationGoal.VERIFY, facts(), ApplyError.WRITE_BEHIND_FENCE);

    // then
    assertThat(seen.achieved()).isFalse();
    assertThat(seen.phase()).isEqualTo(SourcePhase.DRAINED);
    assertThat(seen.error().code()).isEqualTo("TRB-APPLY-WRITE-BEHIND-FENCE");
  }

  @Test
  void aLostWriteIsToldButStopsNothingOnceTheTargetIsOpen() {
    // when
    SourceFacts open = facts().with(SourceFact.OPENED, true);
    SourceObserved seen = report(MigrationGoal.SWITCHED, open, WayBackError.WRITE_LOST);

    // then
    assertThat(seen.achieved()).isTrue();
    assertThat(seen.phase()).isEqualTo(SourcePhase.OPENED);
    assertThat(seen.error().code()).isEqualTo("TRB-APPLY-WRITE-LOST");
  }

  private static SourceFacts facts() {
    return SourceFacts.unknown()
        .with(SourceFact.INSPECTED, true)
        .with(SourceFact.APPLYING, true)
        .withTokenPassed(TOKEN)
        .withFence(Optional.of(new FenceObserved(TOKEN, 42, false, Instant.EPOCH, 0)));
  }

  private static SourceObserved report(MigrationGoal goal, SourceFacts facts, ErrorCode error) {
    ErrorReport found = ErrorReport.of(error, "found", Map.of());
    return new SourceReport(
            new StreamId("m", "s"),
            new DesiredState(null, 7, goal, TOKEN, null, false, Instant.EPOCH),
            facts,
            SourceStep.NONE,
            null,
            new SourceSight(
                new ApplyStatus(
                    true, true, true, StreamProgress.none(), TOKEN, found, null, List.of()),
                CaptureStatus.unknown(),
                Optional.empty()),
            RowOutcomes.NONE)
        .at(Instant.EPOCH);
  }
}
