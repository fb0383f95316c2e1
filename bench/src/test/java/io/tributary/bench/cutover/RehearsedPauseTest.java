package io.tributary.bench.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsedPauseTest {
  @Test
  void countsPredictionsThatAreOffByAtMostThirtyPercentOfTheTruth() {
    List<RehearsedPause> pauses =
        List.of(
            new RehearsedPause(100, 70, 100),
            new RehearsedPause(100, 130, 100),
            new RehearsedPause(100, 69, 100),
            new RehearsedPause(100, 131, 100));

    assertThat(RehearsedPause.predictions(pauses)).isEqualTo("predicted within 30 %: 2 of 4");
    assertThat(pauses.get(3).ratio()).isEqualTo(1.31);
  }
}
