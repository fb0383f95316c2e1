package io.tributary.common.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.change.ChangeRecord.Op;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AppliedMarkTest {
  private static final StreamId OUT = new StreamId("shop", "legacy");
  private static final AppliedMark MARK = AppliedMark.inLogOf(OUT);

  @Test
  void knowsTheOtherDirectionsCheckpointInEachLog() {
    assertThat(MARK.in(moved(OUT.opposite()))).isTrue();
    assertThat(AppliedMark.inLogOf(OUT.opposite()).in(moved(OUT))).isTrue();
  }

  @Test
  void takesNoOtherStreamsCheckpointForIt() {
    assertThat(MARK.in(moved(OUT))).isFalse();
    assertThat(MARK.in(moved(new StreamId("other", "legacy").opposite()))).isFalse();
    assertThat(MARK.in(moved(new StreamId("shop", "crm").opposite()))).isFalse();
  }

  @Test
  void takesNothingForItThatMovesNoCheckpoint() {
    StreamId back = OUT.opposite();
    RowImage row = image(back);
    assertThat(MARK.in(change(AppliedMark.CHECKPOINT, Op.INSERT, null, row))).isFalse();
    assertThat(MARK.in(change(AppliedMark.CHECKPOINT, Op.DELETE, row, null))).isFalse();
    assertThat(MARK.in(change(AppliedMark.CHECKPOINT, Op.SNAPSHOT, null, row))).isFalse();
  }

  @Test
  void takesNoTableOfAnApplicationForIt() {
    RowImage row = image(OUT.opposite());
    for (TableName table :
        List.of(
            new TableName("app", "checkpoint"),
            new TableName("tributary", "preparation"),
            new TableName("Tributary", "checkpoint"))) {
      assertThat(MARK.in(change(table, Op.UPDATE, null, row))).as(table.display()).isFalse();
      assertThat(AppliedMark.ofCheckpoint(change(table, Op.UPDATE, null, row))).isFalse();
      assertThat(AppliedMark.describes(new ChangeRecord.Shape(table, List.of(), List.of())))
          .isFalse();
    }
  }

  private static RowChange moved(StreamId stream) {
    return change(AppliedMark.CHECKPOINT, Op.UPDATE, null, image(stream));
  }

  private static RowImage image(StreamId stream) {
    return new RowImage(
        List.of("migration", "source", "position"),
        List.of(stream.migration(), stream.source(), "17"));
  }

  private static RowChange change(
      TableName table, Op op, @Nullable RowImage before, @Nullable RowImage after) {
    return new RowChange(table, op, before, after, null, null, 7, 1, 1, 5);
  }
}
