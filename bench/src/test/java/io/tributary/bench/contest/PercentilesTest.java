package io.tributary.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
  @Test
  void areNumbersThatWereMeasured() {
    Percentiles hundred =
        Percentiles.of(IntStream.rangeClosed(1, 100).mapToObj(i -> (double) (101 - i)).toList());

    assertThat(hundred.at(0.5)).isEqualTo(50);
    assertThat(hundred.at(0.99)).isEqualTo(99);
    assertThat(hundred.at(1)).isEqualTo(100);
    assertThat(hundred.at(0)).isEqualTo(1);
    assertThat(hundred.max()).isEqualTo(100);
  }

  @Test
  void ofFewNumbersTheHighestShareIsTheLargest() {
    assertThat(Percentiles.of(List.of(3.0, 1.0, 2.0)).at(0.99)).isEqualTo(3);
  }

  @Test
  void thereAreNoneOfNothing() {
    assertThatThrownBy(() -> Percentiles.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
