package io.tributary.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioSpreadTest {
  @Test
  void takesTheMiddleOfAnOddNumberOfFigures() {
    assertThat(RatioSpread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new RatioSpread(2, 1, 9));
  }

  @Test
  void takesTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
    assertThat(RatioSpread.of(List.of(8.0, 1.0, 4.0, 2.0))).isEqualTo(new RatioSpread(3, 1, 8));
  }
}
