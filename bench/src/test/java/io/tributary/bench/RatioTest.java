package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {
  @Test
  void takesTheMiddleOfAnOddNumberOfFigures() {
    assertThat(Ratio.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Ratio(2, 1, 9));
  }

  @Test
  void takesTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
    assertThat(Ratio.of(List.of(8.0, 1.0, 4.0, 2.0))).isEqualTo(new Ratio(3, 1, 8));
  }
}
