package io.tributary.cdc.source;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.source.kinds.SourceKinds;
import io.tributary.common.error.TributaryException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of a migration that ends early, at every kind of source. */
interface RemovalContract extends ContractedSource {

  @Test
  default void leavesNothingInTheTargetOfASourceThatIsGone() throws Exception {
    // given
    List<String> targetBefore = target().traces();
    SourceKinds kinds = kinds();
    kinds.of(moving()).prepare();
    outlast(() -> kinds.of(moving()).capture());
    awaitCaptured(kinds);
    kinds.of(moving()).standDown();
    takeAway();
    assertThatThrownBy(() -> kinds.of(moving()).settledFence())
        .isInstanceOf(TributaryException.class);

    // when
    for (int time = 0; time < 2; time++) {
      outlast(() -> kinds.of(moving()).abandonCapture());
      kinds.of(moving()).removeTarget();
    }

    // then
    assertThat(target().traces()).isEqualTo(targetBefore);
  }

  @Test
  default void leavesNothingBehind() throws Exception {
    // given
    List<String> sourceBefore = definitions();
    List<String> targetBefore = target().traces();
    SourceKinds kinds = kinds();
    assertThat(kinds.of(moving()).standingFence()).isEmpty();
    assertThat(kinds.of(moving()).opened()).isFalse();
    kinds.of(moving()).prepare();
    outlast(() -> kinds.of(moving()).capture());
    awaitCaptured(kinds);
    kinds.of(moving()).finishAfterSnapshot();
    kinds.of(moving()).raiseFence("token-1", soon());
    kinds.of(moving()).raiseFence("token-2", soon());
    assertThat(kinds.of(moving()).standingFence().orElseThrow().token()).isEqualTo("token-2");

    // when
    kinds.of(moving()).liftFence("token-2");
    kinds.of(moving()).liftFence("token-2");
    assertThat(kinds.of(moving()).standingFence()).isEmpty();
    rename("goes on");
    for (int time = 0; time < 2; time++) {
      outlast(() -> kinds.of(moving()).removeCapture());
      kinds.of(moving()).removeTarget();
    }

    // then
    assertThat(definitions()).isEqualTo(sourceBefore);
    assertThat(target().traces()).isEqualTo(targetBefore);
    assertThat(target().kept()).isEmpty();
    assertThat(kinds().of(moving()).captureStatus().connector()).isEqualTo("UNKNOWN");
  }
}
