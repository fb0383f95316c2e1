package io.tributary.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartLimitTest {
  private final RestartLimit limit = new RestartLimit();

  @Test
  void givesUpAProcessThatEndsAgainAndAgain() {
    // when
    boolean allowed = true;
    int ends = 0;
    while (allowed && ends < 1000) {
      allowed = limit.allows("cdc-service", Duration.ofSeconds(ends).toNanos());
      ends++;
    }

    // then
    assertThat(allowed).isFalse();
    assertThat(ends).isEqualTo(21);
    assertThat(limit.allows("orchestrator-service", 0)).isTrue();
  }

  @Test
  void forgetsWhatIsLongPast() {
    // when
    boolean allowed = true;
    for (int minute = 0; minute < 1000; minute++) {
      allowed &= limit.allows("cdc-service", Duration.ofMinutes(minute).toNanos());
    }

    // then
    assertThat(allowed).isTrue();
  }
}
