package io.tributary.validator.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedPaceTest {
  private final SharedPace pace = new SharedPace(3);

  @Test
  void letsAllTogetherAskNoMoreOftenThanOne() {
    SharedPace.Turn first = pace.join();
    assertThat(first.millis()).isEqualTo(3);
    try (SharedPace.Turn second = pace.join();
        SharedPace.Turn third = pace.join()) {
      assertThat(first.millis()).isEqualTo(9);
      assertThat(second.millis()).isEqualTo(third.millis()).isEqualTo(9);
    }
    assertThat(first.millis()).isEqualTo(3);
  }
}
