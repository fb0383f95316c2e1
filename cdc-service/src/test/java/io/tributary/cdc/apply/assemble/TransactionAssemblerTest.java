package io.tributary.cdc.apply.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.change.ChangeRecord;
import io.tributary.common.change.ChangeRecord.Op;
import io.tributary.common.change.FenceMark;
import io.tributary.common.change.RowImage;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionAssemblerTest {
  private static final int RECORD_BYTES = 10;

  private final TransactionAssembler assembler =
      new TransactionAssembler(new StreamId("m", "s"), 100, false, 35);
  private long offset;

  private List<AssembledUnit> accept(ChangeRecord... changes) {
    List<AssembledUnit> out = new ArrayList<>();
    for (ChangeRecord change : changes) {
      out.addAll(assembler.accept(new StreamRecord(offset++, RECORD_BYTES, change)));
    }
    return out;
  }

  private static ChangeRecord begin(long xid) {
    return new ChangeRecord.TransactionBegin(xid, 1);
  }

  private static ChangeRecord end(long xid, long lsn, long count) {
    return new ChangeRecord.TransactionEnd(xid, lsn, count, 5);
  }

  private static ChangeRecord insert(long xid, long order) {
    RowImage row = new RowImage(List.of("id"), List.of("1"));
    return new ChangeRecord.RowChange(
        new TableName("public", "t"), Op.INSERT, null, row, null, null, xid, order, 1, 5);
  }

  private static ChangeRecord notice(long xid, long order) {
    return new ChangeRecord.Message("tributary.shape.m/s", "{}", xid, order, 1);
  }

  private static SourceTransaction whole(AssembledUnit found) {
    return ((AssembledUnit.Whole) found).transaction();
  }

  private static ChangeRecord firstHalf(long xid, long order) {
    RowImage row = new RowImage(List.of("id"), List.of("1"));
    return new ChangeRecord.RowChange(
        new TableName("public", "t"), Op.DELETE, row, null, null, row, xid, order, 1, 5);
  }

  @Test
  void keepsWhatTablesLookLikeInPlaceWithoutCountingIt() {
    // given
    ChangeRecord shape =
        new ChangeRecord.Shape(new TableName("public", "t"), List.of("id"), List.of());

    // when
    List<AssembledUnit> found = accept(shape, begin(7), shape, insert(7, 1), end(7, 101, 1));
    List<AssembledUnit> noticed = accept(begin(8), insert(8, 1), notice(8, 2), end(8, 102, 2));

    // then
    assertThat(found.get(0)).isInstanceOf(AssembledUnit.Nothing.class);
    for (SourceTransaction whole : List.of(whole(found.get(1)), whole(noticed.get(0)))) {
      assertThat(whole.describesTables()).isTrue();
      assertThat(whole.changes()).extracting(StreamRecord::describesTable).contains(true, false);
      assertThat(whole.extent().rows()).isEqualTo(1);
      assertThat(whole.withoutDescriptions().describesTables()).isFalse();
      assertThat(whole.withoutDescriptions().changes()).hasSize(1);
    }
  }

  @Test
  void countsTheRowsOfAllPiecesAndRemembersTheFirstTable() {
    // given a first piece in which there is nothing but what a table looks like
    ChangeRecord shape =
        new ChangeRecord.Shape(new TableName("public", "t"), List.of("id"), List.of());

    // when
    List<AssembledUnit> found =
        accept(begin(7), shape, shape, insert(7, 1), insert(7, 2), insert(7, 3), end(7, 101, 3));

    // then
    assertThat(((AssembledUnit.Piece) found.get(0)).changes()).doesNotContainNull().hasSize(2);
    SourceTransaction rest = ((AssembledUnit.LastPiece) found.get(found.size() - 1)).rest();
    assertThat(rest.extent())
        .isEqualTo(new TransactionExtent(3, 7 * RECORD_BYTES, new TableName("public", "t"), null));
    assertThat(rest.describesTables()).isFalse();
  }

  @Test
  void handsOutWholeTransactionsWithTheirLastFenceToken() {
    // when
    List<AssembledUnit> found =
        accept(
            begin(7),
            insert(7, 1),
            new ChangeRecord.Message("tributary.fence.m/s", "RAISED token", 7, 2, 1),
            new ChangeRecord.Ignored(),
            end(7, 101, 2));
    // then
    assertThat(found).hasSize(1);
    SourceTransaction transaction = ((AssembledUnit.Whole) found.get(0)).transaction();
    assertThat(transaction.changes()).hasSize(1);
    assertThat(transaction.mark()).isEqualTo(FenceMark.raised("token"));
    assertThat(transaction.endOffset()).isEqualTo(4);
    assertThat(transaction.commitLsn()).isEqualTo(101);
    assertThat(transaction.extent().bytes()).isEqualTo(4 * RECORD_BYTES);
  }

  @Test
  void dropsWhatWasAppliedBefore() {
    // when
    List<AssembledUnit> found = accept(begin(7), insert(7, 1), end(7, 100, 1));
    // then
    assertThat(found).containsExactly(new AssembledUnit.Nothing(2));
  }

  @Test
  void dropsARepeatedTransaction() {
    // given
    accept(begin(7), insert(7, 1), end(7, 101, 1));
    // when
    List<AssembledUnit> found = accept(begin(7), insert(7, 1), end(7, 101, 1));
    // then
    assertThat(found).containsExactly(new AssembledUnit.Nothing(5));
  }

  @Test
  void discardsACutOffCopy() {
    // when
    List<AssembledUnit> found =
        accept(begin(7), insert(7, 1), begin(7), insert(7, 1), insert(7, 2), end(7, 101, 2));
    // then
    assertThat(found).hasSize(1);
    assertThat(((AssembledUnit.Whole) found.get(0)).transaction().changes()).hasSize(2);
  }

  @Test
  void cutsLargeTransactionsBeforeTheRecordThatWouldBeTooMuch() {
    // when
    List<AssembledUnit> found =
        accept(begin(7), insert(7, 1), insert(7, 2), insert(7, 3), insert(7, 4), end(7, 101, 4));
    // then
    assertThat(((AssembledUnit.Piece) found.get(0)).changes()).hasSize(2);
    assertThat(((AssembledUnit.LastPiece) found.get(1)).rest().changes()).hasSize(2);
  }

  @Test
  void neverCutsBetweenTheHalvesOfAKeyChange() {
    // when
    List<AssembledUnit> found =
        accept(
            begin(7),
            insert(7, 1),
            firstHalf(7, 2),
            insert(7, 3),
            insert(7, 4),
            insert(7, 5),
            end(7, 101, 5));
    // then
    assertThat(((AssembledUnit.Piece) found.get(0)).changes()).hasSize(3);
    assertThat(((AssembledUnit.LastPiece) found.get(1)).rest().changes()).hasSize(2);
  }

  @Test
  void dropsPiecesOfACutOffOrRepeatedCopy() {
    // when
    List<AssembledUnit> cutOff =
        accept(begin(7), insert(7, 1), insert(7, 2), insert(7, 3), begin(7));
    List<AssembledUnit> repeated = accept(insert(7, 1), insert(7, 2), insert(7, 3), end(7, 99, 3));
    // then
    assertThat(cutOff.get(1)).isEqualTo(new AssembledUnit.PiecesDropped());
    assertThat(repeated.get(1)).isEqualTo(new AssembledUnit.PiecesDropped());
    assertThat(repeated.get(2)).isEqualTo(new AssembledUnit.Nothing(8));
  }

  @Test
  void noticesAMissingChange() {
    accept(begin(7), insert(7, 1));
    assertGap(insert(7, 3), "change 3");
  }

  @Test
  void noticesAWrongCount() {
    accept(begin(7), insert(7, 1));
    assertGap(end(7, 101, 2), "1 of 2");
  }

  @Test
  void noticesAMissingBegin() {
    assertGap(insert(7, 1), "before its BEGIN");
    assertGap(end(7, 101, 0), "without its BEGIN");
  }

  @Test
  void noticesChangesOutsideOfATransaction() {
    assertGap(insert(0, 0), "belongs to no transaction");
  }

  @Test
  void takesSnapshotRowsOnlyWhileASnapshotRuns() {
    ChangeRecord row =
        new ChangeRecord.RowChange(
            new TableName("public", "t"),
            Op.SNAPSHOT,
            null,
            new RowImage(List.of("id"), List.of("1")),
            null,
            null,
            0,
            0,
            1,
            5);
    assertGap(row, "no snapshot is running");
    assertThat(
            accept(new ChangeRecord.SnapshotStarted(), row, new ChangeRecord.SnapshotCompleted()))
        .hasExactlyElementsOfTypes(
            AssembledUnit.SnapshotStart.class,
            AssembledUnit.SnapshotRow.class,
            AssembledUnit.SnapshotEnd.class);
    assertGap(row, "no snapshot is running");
  }

  private void assertGap(ChangeRecord change, String said) {
    assertThatThrownBy(() -> accept(change))
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining(said)
        .extracting(e -> ((TributaryException) e).report().code())
        .isEqualTo("TRB-APPLY-STREAM-GAP");
  }
}
