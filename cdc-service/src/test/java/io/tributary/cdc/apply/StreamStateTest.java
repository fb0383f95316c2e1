package io.tributary.cdc.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tributary.cdc.apply.policy.ApplySettings;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.model.StreamId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A stream that does not run, or hears nothing, does not say that it has caught up. */
class StreamStateTest {
  private final SetClock clock = new SetClock();
  private final StreamState state =
      new StreamState(new StreamId("shop", "a"), clock, config("10000"));

  @Test
  void knowsItsLagWhileSomethingComesFromTimeToTime() {
    for (int i = 0; i < 20; i++) {
      state.idle(true);
      clock.pass(1_000);
      assertThat(lag()).hasValue(0);
      assertThat(state.status().silence()).isNull();
      state.idle(false);
    }
  }

  @Test
  void knowsNoLagWhenNothingComesAndTellsOfTheSilenceLater() {
    // when
    state.idle(true);
    clock.pass(1_001);

    // then
    assertThat(lag()).isEmpty();
    assertThat(state.status().silence()).isNull();
    clock.pass(9_000);
    ErrorReport silence = state.status().silence();
    assertThat(silence.code()).isEqualTo("TRB-APPLY-STREAM-SILENT");
    assertThat(silence.message()).contains("source a for 10 s", "not even a heartbeat");
    assertThat(silence.retryable()).isTrue();
    // and
    state.idle(false);
    assertThat(lag()).hasValue(0);
    assertThat(state.status().silence()).isNull();
  }

  @Test
  void takesABusyStreamForNoSilentOne() {
    state.idle(true);
    state.idle(false);
    clock.pass(3_600_000);

    assertThat(state.status().silence()).isNull();
    assertThat(lag()).hasValue(0);
  }

  @Test
  void knowsNoLagWhileItWaitsToTryAgainOrHasEnded() {
    state.failed(new ErrorReport("TRB-TEST", ErrorType.EXTERNAL, true, "It broke.", Map.of()));
    assertThat(lag()).isEmpty();

    StreamState ended = new StreamState(new StreamId("shop", "a"), clock, config("10000"));
    ended.idle(true);
    ended.ended();
    clock.pass(60_000);
    assertThat(ended.status().progress().lag().millis()).isEmpty();
    assertThat(ended.status().silence()).as("it has ended, which is said already").isNull();
  }

  private OptionalLong lag() {
    return state.status().progress().lag().millis();
  }

  private static ApplySettings config(String silence) {
    return new SmallRyeConfigBuilder()
        .withMapping(ApplySettings.class)
        .withDefaultValue("tributary.apply.silence-millis", silence)
        .build()
        .getConfigMapping(ApplySettings.class);
  }

  private static final class SetClock extends Clock {
    private Instant now = Instant.parse("2030-01-01T00:00:00Z");

    void pass(long millis) {
      now = now.plus(Duration.ofMillis(millis));
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
