package io.tributary.cdc.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
  void takesAnyLag() {
    window.add(1_000_000, -5);
    window.add(1_000_000, Long.MAX_VALUE);
    assertThat(window.percentile(1_000_000, 0.5)).isZero();
    assertThat(window.percentile(1_000_000, 1)).isPositive();
  }
}
