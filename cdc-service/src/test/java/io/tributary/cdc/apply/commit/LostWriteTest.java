package io.tributary.cdc.apply.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.StreamId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A change that came too late is said to be where it is. */
class LostWriteTest {
  private static final StreamId OUT = new StreamId("m", "shop");

  @Test
  void existsAtTheSourceOnTheWayOut() {
    assertThat(CheckpointStore.lost(OUT, Optional.empty()).report().message())
        .startsWith("A change of source shop was not applied, because the target is open")
        .contains("it exists at source shop only");
  }

  @Test
  void existsAtTheTargetOnTheWayBack() {
    assertThat(CheckpointStore.lost(OUT.opposite(), Optional.empty()).report().message())
        .startsWith("A change of the target of source shop was not applied, because source shop is")
        .contains("it exists at the target of source shop only");
  }
}
