package io.tributary.cdc.apply.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.StreamId;
import io.tributary.common.observed.AppliedTotals;
import org.junit.jupiter.api.Test;

class MovedCheckpointTest {
  private static final StreamId STREAM = new StreamId("shop", "legacy");
  private static final Checkpoint EXPECTED = at(7, 100, true);

  @Test
  void aCheckpointThatIsBehindIsThatOfATargetThatWentBack() {
    assertThat(code(at(6, 100, true))).isEqualTo("TRB-APPLY-TARGET-WENT-BACK");
    assertThat(code(at(7, 99, true))).isEqualTo("TRB-APPLY-TARGET-WENT-BACK");
  }

  @Test
  void aCheckpointThatIsAheadIsAnotherInstances() {
    assertThat(code(at(8, 100, true))).isEqualTo("TRB-APPLY-FENCED-OFF");
    assertThat(code(at(7, 101, true))).isEqualTo("TRB-APPLY-FENCED-OFF");
  }

  @Test
  void aTargetThatIsFilledAnewIsAnotherInstances() {
    assertThat(code(at(-1, 0, false))).isEqualTo("TRB-APPLY-FENCED-OFF");
  }

  @Test
  void aTargetThatWasFilledAnewIsAnotherInstancesAlthoughItsTopicIsShorter() {
    assertThat(code(at(2, 140, true))).isEqualTo("TRB-APPLY-FENCED-OFF");
  }

  private static String code(Checkpoint found) {
    return CheckpointStore.moved(STREAM, EXPECTED, found).report().code();
  }

  private static Checkpoint at(long offset, long position, boolean complete) {
    return new Checkpoint(
        offset, position, null, new Checkpoint.Snapshot(complete, 0), AppliedTotals.NOTHING);
  }
}
