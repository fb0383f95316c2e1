package io.tributary.cdc.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryDelayTest {
  private static final RetryDelay NONE =
      RetryDelay.between(Duration.ofMillis(100), Duration.ofMillis(1000));

  @Test
  void doublesUpToTheLimit() {
    assertThat(NONE.full()).isZero();
    assertThat(after(1).full()).hasMillis(100);
    assertThat(after(3).full()).hasMillis(400);
    assertThat(after(5).full()).hasMillis(1000);
    assertThat(after(1000).full()).hasMillis(1000);
    assertThat(after(3).reset().next().full()).hasMillis(100);
  }

  @Test
  void jittersByHalf() {
    assertThat(after(1).jittered(1)).hasMillis(100);
    assertThat(after(1).jittered(0)).hasMillis(50);
    assertThat(after(5).jittered(1)).hasMillis(1000);
  }

  private static RetryDelay after(int failures) {
    RetryDelay delay = NONE;
    for (int i = 0; i < failures; i++) {
      delay = delay.next();
    }
    return delay;
  }
}
