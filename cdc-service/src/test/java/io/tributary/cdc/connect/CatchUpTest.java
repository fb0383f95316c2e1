package io.tributary.cdc.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CatchUpTest {
  private static final Duration MOST = Duration.ofSeconds(1);

  private final SetClock clock = new SetClock();
  private final CatchUp catchUp = new CatchUp(clock);
  private OptionalLong logEnd = OptionalLong.of(100);
  private int asked;

  private boolean look(String rehearsal, long applied) {
    catchUp.look(
        rehearsal,
        applied,
        MOST,
        () -> {
          asked++;
          return logEnd;
        });
    return catchUp.reached(rehearsal);
  }

  @Test
  void asksTheSourceBeforeItBelievesAnyPosition() {
    assertThat(look("one", 1_000_000)).isFalse();
    assertThat(asked).isOne();
    assertThat(look("one", 100)).isTrue();
  }

  @Test
  void waitsForWhatTheLogHeldAndOnceMoreWhereThatTookLong() {
    // given a large change that takes five seconds
    look("one", 50);
    clock.millis = 5_000;
    assertThat(look("one", 99)).isFalse();
    logEnd = OptionalLong.of(130);

    // when
    boolean caughtUp = look("one", 100);

    // then more may have come meanwhile
    assertThat(caughtUp).isFalse();
    assertThat(asked).isEqualTo(2);
    clock.millis = 6_000;
    assertThat(look("one", 130)).isTrue();
  }

  @Test
  void saysNothingOfAnotherRehearsalOrOfNone() {
    look("one", 50);
    look("one", 100);
    assertThat(catchUp.reached(null)).isFalse();
    assertThat(catchUp.reached("two")).isFalse();
    logEnd = OptionalLong.of(200);
    assertThat(look("two", 150)).isFalse();
    assertThat(look("two", 199)).isFalse();
    assertThat(look("two", 200)).isTrue();
  }

  @Test
  void asksAgainASourceThatCouldNotTellAndNotInTheSameSecond() {
    logEnd = OptionalLong.empty();
    assertThat(look("one", 100)).isFalse();
    clock.millis = 999;
    assertThat(look("one", 100)).isFalse();
    assertThat(asked).as("in the same second").isOne();
    clock.millis = 1_000;
    assertThat(look("one", 100)).isFalse();
    assertThat(asked).isEqualTo(2);
    logEnd = OptionalLong.of(100);
    clock.millis = 2_000;
    look("one", 100);
    assertThat(look("one", 100)).isTrue();
    assertThat(asked).isEqualTo(3);
  }

  private static final class SetClock extends Clock {
    private long millis;

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
      return Instant.ofEpochMilli(millis);
    }
  }
}
