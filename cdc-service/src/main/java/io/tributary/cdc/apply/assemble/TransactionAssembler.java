package io.tributary.cdc.apply.assemble;

import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.common.change.AppliedMark;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the records of a change topic together to source transactions, drops what was applied before
 * and notices what is missing. The topic is written at least once: after a restart of the connector
 * a transaction may come again as a whole, also behind a cut-off copy of itself. Not thread-safe.
 */
public final class TransactionAssembler {
  private final StreamId stream;
  private final long maxBufferedBytes;
  private long position;
  private boolean snapshotRunning;
  private @Nullable OpenTransaction open;

  /**
   * An assembler that starts behind a checkpoint.
   *
   * @param position commit position of the last applied transaction
   * @param snapshotRunning whether rows of the snapshot may still come
   * @param maxBufferedBytes from which size on a transaction is handed out in pieces
   */
  public TransactionAssembler(
      StreamId stream, long position, boolean snapshotRunning, long maxBufferedBytes) {
    this.stream = stream;
    this.position = position;
    this.snapshotRunning = snapshotRunning;
    this.maxBufferedBytes = maxBufferedBytes;
  }

  /**
   * Takes the next record.
   *
   * @throws TributaryException {@link ApplyError#STREAM_GAP} when something before it is missing
   */
  public List<AssembledUnit> accept(StreamRecord record) {
    ChangeRecord change = record.change();
    if (change instanceof ChangeRecord.TransactionBegin begin) {
      return begin(begin, record);
    }
    if (change instanceof ChangeRecord.TransactionEnd end) {
      return end(end, record);
    }
    if (change instanceof ChangeRecord.Member member) {
      return member(member, record);
    }
    if (change instanceof ChangeRecord.SnapshotStarted) {
      snapshotRunning = true;
      return discardThen(new AssembledUnit.SnapshotStart(record.passed()));
    }
    if (change instanceof ChangeRecord.SnapshotCompleted) {
      snapshotRunning = false;
      return discardThen(new AssembledUnit.SnapshotEnd(record.passed()));
    }
    if (AppliedMark.describes(change)) {
      return passed(record);
    }
    if (change instanceof ChangeRecord.Shape && open != null) {
      open.describe(record);
      return List.of();
    }
    if (change instanceof ChangeRecord.Shape && snapshotRunning) {
      return List.of(new AssembledUnit.SnapshotTable(record));
    }
    return passed(record);
  }

  /** A record inside of a transaction is passed with it. */
  private List<AssembledUnit> passed(StreamRecord record) {
    return open == null ? List.of(new AssembledUnit.Nothing(record.passed())) : List.of();
  }

  private List<AssembledUnit> begin(ChangeRecord.TransactionBegin begin, StreamRecord record) {
    boolean drop = open != null && open.inPieces();
    open = new OpenTransaction(begin, record.bytes(), stream);
    return drop ? List.of(new AssembledUnit.PiecesDropped()) : List.of();
  }

  private List<AssembledUnit> discardThen(AssembledUnit next) {
    boolean drop = open != null && open.inPieces();
    open = null;
    return drop ? List.of(new AssembledUnit.PiecesDropped(), next) : List.of(next);
  }

  private List<AssembledUnit> member(ChangeRecord.Member member, StreamRecord record) {
    if (member.totalOrder() == 0) {
      return outside(member, record);
    }
    if (open == null) {
      throw gap(record, "a change of transaction " + member.xid() + " before its BEGIN");
    }
    List<AssembledUnit> pieces = new ArrayList<>();
    // Before it is added: two rows that are large by themselves need not be in memory together.
    if (open.tooSmallFor(record, maxBufferedBytes)) {
      pieces.add(open.cut());
    }
    if (!open.add(member, record)) {
      throw gap(
          record,
          "change %d of transaction %d where change %d of transaction %d belongs"
              .formatted(member.totalOrder(), member.xid(), open.members() + 1, open.xid));
    }
    if (open.largerThan(maxBufferedBytes)) {
      pieces.add(open.cut());
    }
    return pieces;
  }

  private List<AssembledUnit> outside(ChangeRecord.Member member, StreamRecord record) {
    if (member instanceof ChangeRecord.Message) {
      return passed(record);
    }
    boolean snapshotRow =
        member instanceof ChangeRecord.RowChange row && row.op() == ChangeRecord.Op.SNAPSHOT;
    if (member instanceof ChangeRecord.RowChange row && AppliedMark.ofCheckpoint(row)) {
      return List.of(new AssembledUnit.Nothing(record.passed()));
    }
    if (!snapshotRow) {
      throw gap(record, "a change that belongs to no transaction");
    }
    if (!snapshotRunning || open != null) {
      throw gap(record, "a snapshot row while no snapshot is running");
    }
    return List.of(new AssembledUnit.SnapshotRow(record));
  }

  private List<AssembledUnit> end(ChangeRecord.TransactionEnd end, StreamRecord record) {
    if (open == null || open.xid != end.xid()) {
      throw gap(record, "the END of transaction " + end.xid() + " without its BEGIN");
    }
    if (open.members() != end.eventCount()) {
      throw gap(
          record,
          "the END of transaction %d after %d of %d changes"
              .formatted(end.xid(), open.members(), end.eventCount()));
    }
    OpenTransaction ended = open;
    open = null;
    // What apply has written is no news to its own side; heartbeats move the position.
    if (end.commitLsn() <= position || ended.applied()) {
      AssembledUnit nothing = new AssembledUnit.Nothing(record.passed());
      return ended.inPieces()
          ? List.of(new AssembledUnit.PiecesDropped(), nothing)
          : List.of(nothing);
    }
    position = end.commitLsn();
    SourceTransaction transaction = ended.end(end, record);
    return List.of(
        ended.inPieces()
            ? new AssembledUnit.LastPiece(transaction)
            : new AssembledUnit.Whole(transaction));
  }

  private TributaryException gap(StreamRecord record, String found) {
    return new TributaryException(
        ApplyError.STREAM_GAP,
        "The change topic of "
            + stream
            + " is not whole: at offset "
            + record.offset()
            + " there is "
            + found
            + ". Nothing of it was applied. Check whether something else writes to the topic. "
            + stream.beginAnew(),
        Map.of("source", stream.source(), "offset", String.valueOf(record.offset())));
  }
}
