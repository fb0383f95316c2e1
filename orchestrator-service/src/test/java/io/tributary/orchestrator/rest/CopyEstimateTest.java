package io.tributary.orchestrator.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.observed.MigrationObservations;
import io.tributary.orchestrator.rest.status.CopyEstimate;
import io.tributary.orchestrator.rest.status.SourceStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How long the first copy of several sources takes still. */
class CopyEstimateTest {
  private static final Sightings SEEN =
      new Sightings("shop", 1, Instant.parse("2026-03-01T10:00:00Z"));

  @Test
  void isTheTimeOfTheSourceThatTakesLongest() {
    assertThat(remaining(copying("a", 60), copying("b", 300), in("c", SourcePhase.STREAMING)))
        .isEqualTo(300);
    assertThat(remaining(copying("a", 60), in("b", SourcePhase.INDEXING))).isEqualTo(60);
  }

  @Test
  void isUnknownWhileThatOfOneSourceIs() {
    assertThat(remaining(copying("a", 60), in("b", SourcePhase.SNAPSHOT))).isNull();
    assertThat(remaining(copying("a", 60), in("b", SourcePhase.PREPARING))).isNull();
    assertThat(remaining(copying("a", 60), in("b", SourcePhase.STOPPED))).isNull();
    SourceStatus unheard = SourceStatus.of("b", MigrationObservations.none(), null);
    assertThat(CopyEstimate.remainingSeconds(List.of(status(copying("a", 60)), unheard))).isNull();
  }

  @Test
  void isNotToldOnceAllRowsAreIn() {
    assertThat(remaining(in("a", SourcePhase.STREAMING), in("b", SourcePhase.INDEXING))).isNull();
  }

  private static Long remaining(SourceObserved... sources) {
    return CopyEstimate.remainingSeconds(
        Arrays.stream(sources).map(CopyEstimateTest::status).toList());
  }

  private static SourceStatus status(SourceObserved source) {
    return SourceStatus.of(source.source(), MigrationObservations.none().with(source), null);
  }

  private static SourceObserved copying(String name, long seconds) {
    return in(name, SourcePhase.SNAPSHOT).remaining(OptionalLong.of(seconds));
  }

  private static SourceObserved in(String name, SourcePhase phase) {
    return SEEN.source(name, phase, false);
  }
}
