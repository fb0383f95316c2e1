package io.tributary.local.demo.writer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WritePauseTest {
  @Test
  void spansFromTheLastWriteAtTheSourceToTheFirstAtTheTarget() {
    // given
    WritePause pause = new WritePause();

    // when
    pause.accepted(WriteSide.SOURCE, 1_000_000);
    pause.accepted(WriteSide.SOURCE, 5_000_000);
    boolean knownBefore = pause.millis().isPresent();
    pause.accepted(WriteSide.TARGET, 7_500_000);
    pause.accepted(WriteSide.TARGET, 99_000_000);

    // then
    assertThat(knownBefore).isFalse();
    assertThat(pause.millis()).hasValue(3);
  }
}
