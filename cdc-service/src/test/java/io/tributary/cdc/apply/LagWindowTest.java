package io.tributary.cdc.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LagWindowTest {
  private final LagWindow window = new LagWindow(60_000);

  @Test
  void findsPercentilesWithinThreePercent() {
    for (int lag = 1; lag <= 10_000; lag++) {
      window.add(1_000_000, lag);
    }
    assertThat(window.percentile(1_000_000, 0.5)).isCloseTo(5_000, within(160L));
    assertThat(window.percentile(1_000_000, 0.99)).isCloseTo(9_900, within(310L));
  }

  @Test
  void forgetsWhatIsOlderThanTheWindow() {
    window.add(1_000_000, 9_000);
    window.add(1_050_000, 7);
    assertThat(window.percentile(1_050_000, 1)).isGreaterThanOrEqualTo(9_000);
    assertThat(window.percentile(1_075_000, 1)).isEqualTo(7);
    assertThat(window.percentile(2_000_000, 1)).isZero();
  }

  @Test
  void countsNothingThatWaitedForTheSnapshotNorWhatCameInTheBatchThatCaughtUp() {
    window.applied(1_000_000, List.of(980_000L, 990_000L));
    window.applied(1_001_000, List.of(990_001L, 1_000_900L));
    assertThat(window.percentile(1_001_000, 1)).isZero();

    window.applied(1_002_000, List.of(1_001_500L, 1_001_990L));
    assertThat(window.percentile(1_002_000, 1)).isCloseTo(500, within(16L));

    window.applied(1_020_000, List.of(1_010_000L));
    assertThat(window.percentile(1_020_000, 1)).isCloseTo(10_000, within(320L));
  }

  @Test
  void takesAnyLag() {
    window.add(1_000_000, -5);
    window.add(1_000_000, Long.MAX_VALUE);
    assertThat(window.percentile(1_000_000, 0.5)).isZero();
    assertThat(window.percentile(1_000_000, 1)).isPositive();
  }
}
