package io.tributary.cdc.preflight.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockCheckTest {
  @Test
  void anAnswerThatTookLongIsNoSkew() {
    assertThat(ClockCheck.skewMillis(1_000, 4_500, 9_000)).isZero();
  }

  @Test
  void aServerBehindIsNegative() {
    assertThat(ClockCheck.skewMillis(10_000, 4_000, 10_010)).isEqualTo(-6_000);
  }

  @Test
  void aServerAheadIsAheadByAtLeastThat() {
    assertThat(ClockCheck.skewMillis(10_000, 16_000, 10_010)).isEqualTo(5_990);
  }
}
