package io.tributary.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DesiredReplayTest {
  private static final byte[] FENCE = {1};
  private static final byte[] REPLICATE = {2};

  private final DesiredReplay replay = new DesiredReplay();

  @Test
  void keepsBackSupersededOrdersUntilTheEndIsReached() {
    // given a topic with five records
    replay.begin(5);

    // when
    replay.note(0, "shop", FENCE);
    replay.note(1, "other", REPLICATE);
    replay.note(3, "shop", REPLICATE);

    // then
    assertThat(replay.running()).isTrue();

    // when the last one comes
    replay.note(4, "other", null);

    // then
    assertThat(replay.running()).isFalse();
    assertThat(replay.release()).hasSize(2).containsEntry("shop", REPLICATE).containsKey("other");
  }

  @Test
  void letsEveryRecordThroughAtOnceBehindTheEnd() {
    // given
    replay.begin(0);

    // when
    replay.note(0, "shop", FENCE);

    // then
    assertThat(replay.running()).isFalse();
    assertThat(replay.release()).containsOnlyKeys("shop");
    assertThat(replay.release()).isEmpty();
  }
}
