package io.tributary.cdc.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceEndsTest {
  private static final long GRACE = 1_000;

  private final SourceEnds ends = new SourceEnds(GRACE);

  private long lag(long applied, long now) {
    return ends.behind(applied, now).millis();
  }

  @Test
  void isUnknownBeforeTheSourceWasAskedAndWhenItDoesNotAnswerAnyMore() {
    assertThat(ends.behind(0, 0).measured()).isFalse();
    ends.seen(0, SourceEnd.ofWal(100, 7));
    assertThat(ends.behind(100, 10_000).measured()).isTrue();
    assertThat(ends.behind(100, 10_001).measured()).isFalse();
    assertThat(SourceLag.unknown().with(42)).isEqualTo(42);
  }

  @Test
  void isUnknownAfterARestartUntilSomethingThatWasSeenIsApplied() {
    ends.seen(0, SourceEnd.ofWal(100, -1));
    assertThat(lag(50, 500)).isEqualTo(-1);
    assertThat(ends.behind(50, 500).with(0)).isEqualTo(-1);
    assertThat(ends.behind(50, 500).behindBytes()).isEqualTo(50);
    assertThat(lag(100, 600)).isZero();
    assertThat(ends.behind(100, 600).behindBytes()).isZero();
  }

  @Test
  void growsWhileNothingComesThoughTheSourceIsIdleButForHeartbeats() {
    ends.seen(0, SourceEnd.ofWal(100, -1));
    assertThat(lag(100, 0)).isZero();
    for (long second = 1; second <= 60; second++) {
      ends.seen(second * 1_000, SourceEnd.ofWal(100 + second, -1));
    }
    assertThat(lag(100, 60_000)).isEqualTo(58_000);
    assertThat(ends.behind(100, 60_000).with(0)).isEqualTo(58_000);
    assertThat(lag(130, 60_000)).isEqualTo(28_000);
    assertThat(lag(160, 60_000)).isZero();
  }

  @Test
  void isNotCalledCaughtUpWhileNothingComesOfASourceThatWritesNothing() {
    ends.seen(0, SourceEnd.ofWal(100, -1));
    assertThat(ends.behind(100, 0).with(0)).isZero();
    assertThat(ends.behind(100, 0).with(-1)).isEqualTo(-1);
    ends.seen(5_000, SourceEnd.ofWal(200, -1));
    assertThat(ends.behind(100, 9_000).with(-1)).isEqualTo(3_000);
  }

  @Test
  void waitsForTheNextHeartbeatBeforeItCallsAnIdleSourceBehind() {
    ends.seen(0, SourceEnd.ofWal(100, -1));
    assertThat(lag(100, 0)).isZero();
    ends.seen(1_000, SourceEnd.ofWal(101, -1));
    assertThat(lag(100, 1_900)).isZero();
    assertThat(lag(100, 2_500)).isEqualTo(500);
  }

  @Test
  void doesNotGrowInMemoryWithTheLag() {
    ends.seen(0, SourceEnd.ofWal(0, -1));
    assertThat(lag(0, 0)).isZero();
    for (long second = 1; second <= 100_000; second++) {
      ends.seen(second * 1_000, SourceEnd.ofWal(second, 5));
    }
    assertThat(lag(0, 100_000_000)).isBetween(99_990_000L, 100_000_000L);
    assertThat(ends.behind(0, 100_000_000).keptBytes()).isEqualTo(5);
  }

  @Test
  void forgetsAnEndThatWasTakenBackAndCountsTheRowsOfAFile() {
    ends.seen(0, SourceEnd.ofFile(100));
    assertThat(lag(100, 0)).isZero();
    ends.seen(1_000, SourceEnd.ofFile(107));
    assertThat(ends.behind(100, 5_000).behindRows()).isEqualTo(7);
    assertThat(ends.behind(100, 5_000).behindBytes()).isEqualTo(-1);
    assertThat(lag(100, 5_000)).isEqualTo(3_000);
    ends.seen(6_000, SourceEnd.ofFile(101));
    assertThat(lag(101, 9_000)).isZero();
  }
}
