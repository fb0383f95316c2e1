package io.tributary.cdc.apply.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.change.AppliedMark;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.change.ChangeRecord.Op;
import io.tributary.common.change.FenceMark;
import io.tributary.common.change.RowImage;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What apply of the other direction has written comes by again, and must not go back. */
class AppliedTransactionTest {
  private static final StreamId STREAM = new StreamId("m", "s");
  private static final TableName TABLE = new TableName("public", "t");
  private static final int RECORD_BYTES = 10;

  private final TransactionAssembler assembler = new TransactionAssembler(STREAM, 100, false, 35);
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
    return row(TABLE, Op.INSERT, new RowImage(List.of("id"), List.of("1")), xid, order);
  }

  private static ChangeRecord moved(StreamId stream, long xid, long order) {
    return row(AppliedMark.CHECKPOINT, Op.UPDATE, image(stream), xid, order);
  }

  private static RowImage image(StreamId stream) {
    return new RowImage(
        List.of("migration", "source"), List.of(stream.migration(), stream.source()));
  }

  private static ChangeRecord row(TableName table, Op op, RowImage after, long xid, long order) {
    return new ChangeRecord.RowChange(table, op, null, after, null, null, xid, order, 1, 5);
  }

  @Test
  void saysNothingWhereverInItsRowsItMovesTheOtherDirectionsCheckpoint() {
    // when
    List<AssembledUnit> first =
        accept(begin(7), moved(STREAM.opposite(), 7, 1), insert(7, 2), end(7, 101, 2));
    List<AssembledUnit> last =
        accept(begin(8), insert(8, 1), moved(STREAM.opposite(), 8, 2), end(8, 102, 2));

    // then
    assertThat(first).containsExactly(new AssembledUnit.Nothing(3));
    assertThat(last).containsExactly(new AssembledUnit.Nothing(7));
  }

  @Test
  void rowsThatAreSetAsideBehindTheMarkOfTheWayBackDoNotGoHome() {
    // given the transaction that opens a target: its mark, then a row without its parent goes
    StreamId back = STREAM.opposite();
    TransactionAssembler reader = new TransactionAssembler(back, 100, false, 1_000);
    FenceMark mark = FenceMark.lifted("created");
    ChangeRecord told = new ChangeRecord.Message(FenceMark.prefix(back), mark.text(), 7, 1, 1);

    // when
    List<AssembledUnit> out = new ArrayList<>();
    for (ChangeRecord change : List.of(begin(7), told, insert(7, 2), end(7, 101, 2))) {
      out.addAll(reader.accept(new StreamRecord(offset++, RECORD_BYTES, change)));
    }

    // then
    SourceTransaction transaction = ((AssembledUnit.Whole) out.get(0)).transaction();
    assertThat(transaction.mark()).isEqualTo(mark);
    assertThat(transaction.changes()).isEmpty();
  }

  @Test
  void isSomebodyElsesWhereItMovesAnotherStreamsCheckpoint() {
    for (StreamId other :
        List.of(
            STREAM, new StreamId("m", "other").opposite(), new StreamId("other", "s").opposite())) {
      // when
      long lsn = 101 + offset;
      List<AssembledUnit> found =
          accept(begin(7), moved(other, 7, 1), insert(7, 2), end(7, lsn, 2));

      // then
      assertThat(found).as(other.toString()).hasSize(1);
      SourceTransaction whole = ((AssembledUnit.Whole) found.get(0)).transaction();
      assertThat(whole.changes())
          .as("rows of the checkpoint reach nobody")
          .extracting(change -> change.changedTable().orElseThrow())
          .containsExactly(TABLE);
      assertThat(whole.extent().rows()).isEqualTo(1);
      assertThat(whole.extent().firstTable()).isEqualTo(TABLE);
    }
  }

  @Test
  void withNothingButAnotherStreamsCheckpointChangesNoTable() {
    // when
    List<AssembledUnit> found = accept(begin(7), moved(STREAM, 7, 1), end(7, 101, 1));

    // then
    SourceTransaction whole = ((AssembledUnit.Whole) found.get(0)).transaction();
    assertThat(whole.changes()).isEmpty();
    assertThat(whole.extent().firstTable()).as("nothing that a fence refuses").isNull();
  }

  @Test
  void isNotHandedOutInPiecesWhenItIsAnnouncedHoweverLargeItIs() {
    // when
    List<AssembledUnit> found =
        accept(
            begin(7),
            moved(STREAM.opposite(), 7, 1),
            insert(7, 2),
            insert(7, 3),
            insert(7, 4),
            insert(7, 5),
            insert(7, 6),
            moved(STREAM.opposite(), 7, 7),
            end(7, 101, 7));

    // then
    assertThat(found).containsExactly(new AssembledUnit.Nothing(8));
  }

  @Test
  void hasItsPiecesDroppedWhenItSaysTooLateWhoseItIs() {
    // when
    List<AssembledUnit> found =
        accept(
            begin(7),
            insert(7, 1),
            insert(7, 2),
            insert(7, 3),
            insert(7, 4),
            moved(STREAM.opposite(), 7, 5),
            end(7, 101, 5));

    // then
    assertThat(found)
        .hasExactlyElementsOfTypes(
            AssembledUnit.Piece.class,
            AssembledUnit.PiecesDropped.class,
            AssembledUnit.Nothing.class);
  }

  @Test
  void doesNotMakeTheOneBehindItItsOwn() {
    // given
    accept(begin(7), moved(STREAM.opposite(), 7, 1), insert(7, 2), end(7, 101, 2));

    // when
    List<AssembledUnit> found = accept(begin(8), insert(8, 1), end(8, 102, 1));

    // then
    assertThat(((AssembledUnit.Whole) found.get(0)).transaction().changes()).hasSize(1);
  }

  @Test
  void leavesNothingOfTheCheckpointInASnapshotNorOfWhatItLooksLike() {
    // given
    ChangeRecord shape = new ChangeRecord.Shape(AppliedMark.CHECKPOINT, List.of(), List.of());
    ChangeRecord row = row(AppliedMark.CHECKPOINT, Op.SNAPSHOT, image(STREAM.opposite()), 0, 0);

    // when
    List<AssembledUnit> snapshot =
        accept(
            new ChangeRecord.SnapshotStarted(), shape, row, new ChangeRecord.SnapshotCompleted());
    List<AssembledUnit> inTransaction = accept(begin(7), shape, insert(7, 1), end(7, 101, 1));

    // then
    assertThat(snapshot)
        .containsExactly(
            new AssembledUnit.SnapshotStart(0),
            new AssembledUnit.Nothing(1),
            new AssembledUnit.Nothing(2),
            new AssembledUnit.SnapshotEnd(3));
    assertThat(((AssembledUnit.Whole) inTransaction.get(0)).transaction().describesTables())
        .isFalse();
  }
}
