package io.tributary.cdc.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestartBackoffTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final RestartBackoff FRESH =
      RestartBackoff.fresh(Duration.ofSeconds(1), Duration.ofSeconds(5));

  @Test
  void restartsAtOnceAndThenAfterDoublingWaitsUpToTheLimit() {
    // given
    RestartBackoff backoff = FRESH;
    long[] waits = new long[5];

    // when
    Instant now = NOW;
    for (int i = 0; i < waits.length; i++) {
      assertThat(backoff.due(now)).isTrue();
      backoff = backoff.restarted(now);
      waits[i] = backoff.pause().toSeconds();
      assertThat(backoff.due(now.plus(backoff.pause()).minusMillis(1))).isFalse();
      now = now.plus(backoff.pause());
    }

    // then
    assertThat(waits).containsExactly(1, 2, 4, 5, 5);
  }

  @Test
  void startsOverOnceTheTaskHasStayedUp() {
    // given
    RestartBackoff backoff = FRESH.restarted(NOW).restarted(NOW.plusSeconds(1));

    // when, then
    assertThat(backoff.running(NOW.plusSeconds(4)).pause()).isEqualTo(Duration.ofSeconds(2));
    assertThat(backoff.running(NOW.plusSeconds(5))).isEqualTo(FRESH);
  }
}
