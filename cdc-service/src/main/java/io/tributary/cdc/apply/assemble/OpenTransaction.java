package io.tributary.cdc.apply.assemble;

import io.tributary.common.change.AppliedMark;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.change.FenceMark;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A source transaction whose END was not seen yet. */
final class OpenTransaction {
  final long xid;
  private final String fencePrefix;
  private final boolean back;
  private List<StreamRecord> changes = new ArrayList<>();
  private int beforeMark;
  private boolean describesTables;
  private long bytes;
  private long allBytes;
  private long rows;
  private @Nullable TableName firstTable;
  private @Nullable TableName behindMark;
  private long members;
  private boolean inPieces;
  private @Nullable FenceMark mark;
  private final AppliedMark appliedMark;
  private boolean applied;

  OpenTransaction(ChangeRecord.TransactionBegin begin, int bytes, StreamId stream) {
    this.xid = begin.xid();
    this.bytes = bytes;
    this.allBytes = bytes;
    this.fencePrefix = FenceMark.prefix(stream);
    this.back = stream.goesBack();
    this.appliedMark = AppliedMark.inLogOf(stream);
  }

  /** Takes the next member; false when it is not the next one. */
  boolean add(ChangeRecord.Member member, StreamRecord record) {
    if (member.totalOrder() != members + 1 || member.xid() != xid) {
      return false;
    }
    members++;
    if (member instanceof ChangeRecord.Message message && message.prefix().equals(fencePrefix)) {
      mark = FenceMark.parse(message.content()).orElse(mark);
    }
    if (mark != null && back && record.changedTable().isPresent()) {
      // PostgreSQL's transactions are whole, and only Tributary writes in that of a fence: it sets
      // rows aside behind the mark.
      return true;
    }
    if (member instanceof ChangeRecord.RowChange row && AppliedMark.ofCheckpoint(row)) {
      applied = applied || appliedMark.in(row);
      return true;
    }
    take(record);
    return true;
  }

  /** Whether apply of the other direction has written it; its rows must not go back. */
  boolean applied() {
    return applied;
  }

  /** Takes what a table looks like; it is no member and not counted. */
  void describe(StreamRecord shape) {
    take(shape);
  }

  private void take(StreamRecord record) {
    if (applied) {
      return;
    }
    bytes += record.bytes();
    allBytes += record.bytes();
    if (record.describesTable()) {
      describesTables = true;
      add(record);
      return;
    }
    Optional<TableName> changed = record.changedTable();
    if (changed.isPresent()) {
      place(changed.get());
      rows++;
      add(record);
    }
  }

  private void add(StreamRecord record) {
    beforeMark += mark == null ? 1 : 0;
    changes.add(record);
  }

  private void place(TableName table) {
    if (mark == null) {
      firstTable = firstTable == null ? table : firstTable;
    } else if (mark.event() == FenceMark.Event.RAISED) {
      behindMark = behindMark == null ? table : behindMark;
    }
  }

  long members() {
    return members;
  }

  boolean inPieces() {
    return inPieces;
  }

  boolean largerThan(long limit) {
    return bytes > limit && divisible();
  }

  /** Whether it would be larger than the limit with this record, and can be cut before it. */
  boolean tooSmallFor(StreamRecord record, long limit) {
    return bytes + record.bytes() > limit && divisible();
  }

  private boolean divisible() {
    return !changes.isEmpty() && !changes.get(changes.size() - 1).firstHalf();
  }

  AssembledUnit.Piece cut() {
    AssembledUnit.Piece piece = new AssembledUnit.Piece(changes, beforeMark);
    changes = new ArrayList<>();
    beforeMark = 0;
    describesTables = false;
    bytes = 0;
    inPieces = true;
    return piece;
  }

  SourceTransaction end(ChangeRecord.TransactionEnd end, StreamRecord record) {
    return new SourceTransaction(
        end.commitLsn(),
        end.commitMillis(),
        record.passed(),
        changes,
        beforeMark,
        describesTables,
        new TransactionExtent(rows, allBytes + record.bytes(), firstTable, behindMark),
        mark);
  }
}
