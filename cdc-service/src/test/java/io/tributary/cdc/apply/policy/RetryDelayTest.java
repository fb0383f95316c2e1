package io.tributary.cdc.apply.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RetryDelayTest {
  @Test
  void doublesUpToTheLimitWithJitterOfHalf() {
    RetryDelay first = new RetryDelay(100, 1000, 0).next();
    assertThat(first.millis(1)).isEqualTo(100);
    assertThat(first.millis(0)).isEqualTo(50);
    assertThat(first.next().next().millis(1)).isEqualTo(400);
    assertThat(first.next().next().next().next().next().millis(1)).isEqualTo(1000);
    assertThat(first.next().next().reset().next().millis(1)).isEqualTo(100);
  }
}
