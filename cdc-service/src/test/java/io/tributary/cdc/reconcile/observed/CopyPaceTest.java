package io.tributary.cdc.reconcile.observed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.StreamId;
import io.tributary.common.observed.AppliedTotals;
import io.tributary.common.observed.SnapshotProgress;
import io.tributary.common.observed.SourceAnswers;
import io.tributary.common.observed.SourceBacklog;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.SourceProblems;
import io.tributary.common.observed.SourceStanding;
import io.tributary.common.observed.StreamLag;
import io.tributary.common.observed.StreamProgress;
import io.tributary.common.quarantine.QuarantineContent;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is said of the time that a first copy takes still. */
class CopyPaceTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  private static final OptionalLong THOUSAND = OptionalLong.of(1_000);

  private final CopyPace pace = new CopyPace();

  @Test
  void saysItOnceSomeSecondsHaveShownHowFastRowsCome() {
    assertThat(left(0, SourcePhase.SNAPSHOT, 0, THOUSAND)).isEmpty();
    assertThat(left(2, SourcePhase.SNAPSHOT, 100, THOUSAND)).isEmpty();
    assertThat(left(5, SourcePhase.SNAPSHOT, 250, THOUSAND)).hasValue(15);
    assertThat(left(10, SourcePhase.SNAPSHOT, 500, THOUSAND)).hasValue(10);
  }

  @Test
  void goesByTheLastMinuteAlone() {
    left(0, SourcePhase.SNAPSHOT, 0, THOUSAND);
    for (int second = 60; second <= 120; second++) {
      left(second, SourcePhase.SNAPSHOT, 600 + (second - 60), THOUSAND);
    }

    assertThat(left(121, SourcePhase.SNAPSHOT, 661, THOUSAND)).hasValue(339);
  }

  @Test
  void saysNothingWhileNoRowComesOrNobodyKnowsHowManyThereAre() {
    left(0, SourcePhase.SNAPSHOT, 100, THOUSAND);
    assertThat(left(30, SourcePhase.SNAPSHOT, 100, THOUSAND)).isEmpty();
    assertThat(left(40, SourcePhase.SNAPSHOT, 200, OptionalLong.empty())).isEmpty();
    assertThat(left(50, SourcePhase.SNAPSHOT, 300, OptionalLong.of(250))).isEmpty();
  }

  @Test
  void beginsAnewWithACopyThatDoes() {
    left(0, SourcePhase.SNAPSHOT, 0, THOUSAND);
    assertThat(left(10, SourcePhase.SNAPSHOT, 500, THOUSAND)).hasValue(10);
    assertThat(left(11, SourcePhase.SNAPSHOT, 20, THOUSAND)).isEmpty();
    assertThat(left(21, SourcePhase.SNAPSHOT, 40, THOUSAND)).hasValue(480);
    assertThat(left(22, SourcePhase.PAUSED, 40, THOUSAND)).isEmpty();
    assertThat(left(60, SourcePhase.SNAPSHOT, 50, THOUSAND)).isEmpty();
  }

  @Test
  void saysNothingOnceTheRowsAreIn() {
    left(0, SourcePhase.SNAPSHOT, 0, THOUSAND);
    left(10, SourcePhase.SNAPSHOT, 990, THOUSAND);
    assertThat(left(11, SourcePhase.INDEXING, 990, THOUSAND)).isEmpty();
    assertThat(left(12, SourcePhase.STREAMING, 990, THOUSAND)).isEmpty();
  }

  private OptionalLong left(int second, SourcePhase phase, long rows, OptionalLong expected) {
    SourceObserved report =
        new SourceObserved(
            new StreamId("shop", "a"),
            new SourceStanding(1, phase, false),
            "RUNNING",
            new StreamProgress(
                0,
                -1,
                new SnapshotProgress(rows, expected, List.of()),
                AppliedTotals.NOTHING,
                new StreamLag(OptionalLong.empty(), 0, 0),
                SourceBacklog.unknown(),
                QuarantineContent.NOTHING),
            SourceAnswers.none(),
            SourceProblems.of(null),
            T0.plusSeconds(second));
    return pace.in(report).stream().snapshot().remainingSeconds();
  }
}
