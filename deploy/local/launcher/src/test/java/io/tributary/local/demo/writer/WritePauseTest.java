package io.tributary.local.demo.writer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WritePauseTest {
  private final WritePause pause = new WritePause();

  @Test
  void spansFromTheLastWriteAtTheSourceToTheFirstAtTheTarget() {
    // when
    pause.accepted(WriteSide.SOURCE, 1_000_000);
    pause.accepted(WriteSide.SOURCE, 5_000_000);
    boolean knownBefore = pause.millis(0).isPresent();
    pause.accepted(WriteSide.TARGET, 7_500_000);
    pause.accepted(WriteSide.TARGET, 99_000_000);

    // then
    assertThat(knownBefore).isFalse();
    assertThat(pause.millis(0)).hasValue(3);
    assertThat(pause.longestMillis()).isEqualTo(3);
  }

  @Test
  void isKnownOfEachChangeOfSides() {
    // when
    pause.accepted(WriteSide.SOURCE, 0);
    pause.accepted(WriteSide.TARGET, 2_000_000);
    pause.accepted(WriteSide.SOURCE, 9_000_000);
    pause.accepted(WriteSide.TARGET, 10_000_000);

    // then
    assertThat(pause.millis(0)).hasValue(2);
    assertThat(pause.millis(1)).hasValue(7);
    assertThat(pause.millis(2)).hasValue(1);
    assertThat(pause.millis(3)).isEmpty();
    assertThat(pause.longestMillis()).isEqualTo(7);
  }
}
