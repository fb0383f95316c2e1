package io.tributary.cdc.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SourceEndsTest {
  private static final long GRACE = 1_000;
  private static final OptionalLong UNKNOWN = OptionalLong.empty();

  private final SourceEnds ends = new SourceEnds(GRACE);

  private OptionalLong lag(long applied, long now) {
    return ends.behind(applied, now).orElseThrow().millis();
  }

  @Test
  void isUnknownBeforeTheSourceWasAskedAndWhenItDoesNotAnswerAnyMore() {
    assertThat(ends.behind(0, 0)).isEmpty();
    ends.seen(0, SourceEnd.ofWal(100, OptionalLong.of(7)));
    assertThat(ends.behind(100, 10_000)).isPresent();
    assertThat(ends.behind(100, 10_001)).isEmpty();
  }

  @Test
  void isUnknownAfterARestartUntilSomethingThatWasSeenIsApplied() {
    ends.seen(0, SourceEnd.ofWal(100, UNKNOWN));
    assertThat(lag(50, 500)).isEmpty();
    assertThat(ends.behind(50, 500).orElseThrow().with(OptionalLong.of(0))).isEmpty();
    assertThat(ends.behind(50, 500).orElseThrow().backlog().behindBytes()).hasValue(50);
    assertThat(lag(100, 600)).hasValue(0);
    assertThat(ends.behind(100, 600).orElseThrow().backlog().behindBytes()).hasValue(0);
  }

  @Test
  void growsWhileNothingComesThoughTheSourceIsIdleButForHeartbeats() {
    ends.seen(0, SourceEnd.ofWal(100, UNKNOWN));
    assertThat(lag(100, 0)).hasValue(0);
    for (long second = 1; second <= 60; second++) {
      ends.seen(second * 1_000, SourceEnd.ofWal(100 + second, UNKNOWN));
    }
    assertThat(lag(100, 60_000)).hasValue(58_000);
    assertThat(ends.behind(100, 60_000).orElseThrow().with(OptionalLong.of(0))).hasValue(58_000);
    assertThat(lag(130, 60_000)).hasValue(28_000);
    assertThat(lag(160, 60_000)).hasValue(0);
  }

  @Test
  void takesWhatCameWhileNobodyLookedForAsOldAsThePause() {
    // given a fence, while which nobody looks, and a change before it that is not applied
    ends.seen(0, SourceEnd.ofWal(100, UNKNOWN));
    assertThat(lag(100, 0)).hasValue(0);

    // when
    ends.seen(15_000, SourceEnd.ofWal(200, UNKNOWN));

    // then
    assertThat(lag(100, 15_000)).hasValue(15_000 - GRACE);
    assertThat(lag(200, 15_000)).hasValue(0);
    ends.seen(16_000, SourceEnd.ofWal(300, UNKNOWN));
    assertThat(lag(200, 16_000)).hasValue(0);
  }

  @Test
  void isNotCalledCaughtUpWhileNothingComesOfASourceThatWritesNothing() {
    ends.seen(0, SourceEnd.ofWal(100, UNKNOWN));
    assertThat(ends.behind(100, 0).orElseThrow().with(OptionalLong.of(0))).hasValue(0);
    assertThat(ends.behind(100, 0).orElseThrow().with(UNKNOWN)).isEmpty();
    ends.seen(4_000, SourceEnd.ofWal(200, UNKNOWN));
    assertThat(ends.behind(100, 8_000).orElseThrow().with(UNKNOWN)).hasValue(3_000);
  }

  @Test
  void waitsForTheNextHeartbeatBeforeItCallsAnIdleSourceBehind() {
    ends.seen(0, SourceEnd.ofWal(100, UNKNOWN));
    assertThat(lag(100, 0)).hasValue(0);
    ends.seen(1_000, SourceEnd.ofWal(101, UNKNOWN));
    assertThat(lag(100, 1_900)).hasValue(0);
    assertThat(lag(100, 2_500)).hasValue(500);
  }

  @Test
  void doesNotGrowInMemoryWithTheLag() {
    ends.seen(0, SourceEnd.ofWal(0, UNKNOWN));
    assertThat(lag(0, 0)).hasValue(0);
    for (long second = 1; second <= 100_000; second++) {
      ends.seen(second * 1_000, SourceEnd.ofWal(second, OptionalLong.of(5)));
    }
    assertThat(lag(0, 100_000_000).getAsLong()).isBetween(99_990_000L, 100_000_000L);
    assertThat(ends.behind(0, 100_000_000).orElseThrow().backlog().keptWalBytes()).hasValue(5);
  }

  @Test
  void forgetsAnEndThatWasTakenBackAndCountsTheRowsOfAFile() {
    ends.seen(0, SourceEnd.ofFile(100));
    assertThat(lag(100, 0)).hasValue(0);
    ends.seen(1_000, SourceEnd.ofFile(107));
    assertThat(ends.behind(100, 5_000).orElseThrow().backlog().behindRows()).hasValue(7);
    assertThat(ends.behind(100, 5_000).orElseThrow().backlog().behindBytes()).isEmpty();
    assertThat(lag(100, 5_000)).hasValue(3_000);
    ends.seen(6_000, SourceEnd.ofFile(101));
    assertThat(lag(101, 9_000)).hasValue(0);
  }
}
