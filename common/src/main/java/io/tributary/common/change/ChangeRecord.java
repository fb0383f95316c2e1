package io.tributary.common.change;

import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One record of a change topic. */
public sealed interface ChangeRecord {

  /** Members of a source transaction: they are counted and numbered by it. */
  sealed interface Member extends ChangeRecord {
    /** The source transaction's number, 0 outside of one. */
    long xid();

    /** The place in its transaction, from 1; 0 outside of one. */
    long totalOrder();
  }

  /**
   * A source transaction starts.
   *
   * @param xid its number
   * @param lsn position of its first change
   */
  record TransactionBegin(long xid, long lsn) implements ChangeRecord {}

  /**
   * A source transaction ended and was committed.
   *
   * @param commitLsn its position; grows from transaction to transaction
   * @param eventCount how many members it had
   * @param commitMillis when it was committed, epoch milliseconds
   */
  record TransactionEnd(long xid, long commitLsn, long eventCount, long commitMillis)
      implements ChangeRecord {}

  /**
   * A row was inserted, updated, deleted, or read by the snapshot.
   *
   * @param table the table at the source
   * @param before for UPDATE and DELETE: the old row, or as much of it as the replica identity
   *     sends; null when nothing was sent
   * @param after the new row, null for DELETE
   * @param oldKey for an INSERT that is the second half of a key change: the key before, else null
   * @param newKey for a DELETE that is the first half of a key change: the key afterwards, else
   *     null
   * @param lsn position of the change
   * @param commitMillis when its transaction was committed, epoch milliseconds
   * @param reread whether the connector of a file sends the row of itself, and no fence closed the
   *     file at this place of its log when the row was read: nobody need have changed it
   */
  record RowChange(
      TableName table,
      Op op,
      @Nullable RowImage before,
      @Nullable RowImage after,
      @Nullable RowImage oldKey,
      @Nullable RowImage newKey,
      long xid,
      long totalOrder,
      long lsn,
      long commitMillis,
      boolean reread)
      implements Member {

    /** A change that somebody has made. */
    public RowChange(
        TableName table,
        Op op,
        @Nullable RowImage before,
        @Nullable RowImage after,
        @Nullable RowImage oldKey,
        @Nullable RowImage newKey,
        long xid,
        long totalOrder,
        long lsn,
        long commitMillis) {
      this(table, op, before, after, oldKey, newKey, xid, totalOrder, lsn, commitMillis, false);
    }

    /** The row that a change other than a delete leaves. */
    public RowImage row() {
      return Objects.requireNonNull(after, "a change that is no delete has the row after it");
    }

    /** The row after the change, or the one before it where it is gone. */
    public RowImage lastImage() {
      return after == null
          ? Objects.requireNonNull(before, "a change has one of the two images")
          : after;
    }
  }

  /**
   * A table was emptied.
   *
   * @param reread whether a file's connector says it of itself, as of a {@link RowChange}, and
   *     sends all rows of the table next
   */
  record Truncate(TableName table, long xid, long totalOrder, long lsn, boolean reread)
      implements Member {

    /** Somebody has emptied a table. */
    public Truncate(TableName table, long xid, long totalOrder, long lsn) {
      this(table, xid, totalOrder, lsn, false);
    }
  }

  /**
   * A logical message.
   *
   * @param prefix says who it is for
   * @param content the text of the message
   */
  record Message(String prefix, String content, long xid, long totalOrder, long lsn)
      implements Member {

    /** A message at the same place. */
    public Message saying(String otherPrefix, String otherContent) {
      return new Message(otherPrefix, otherContent, xid, totalOrder, lsn);
    }
  }

  /**
   * What a table looks like from here on, as the stream itself knows it. It comes before the first
   * row that has it, is no member of a transaction, and may come again unchanged.
   *
   * @param table the table at the source
   * @param key columns of its primary key, of a unique index where it has none, empty without
   *     either; null where the stream does not know. May be newer than this place in the stream
   * @param columns the columns that the stream carries, in the table's order
   */
  record Shape(TableName table, @Nullable List<String> key, List<ShapeColumn> columns)
      implements ChangeRecord {}

  /**
   * A column of a {@link Shape}.
   *
   * @param type the type's oid at the source
   * @param modifier the type's modifier, -1 for none
   * @param declared the type as SQLite's declaration writes it; null from every other source
   */
  record ShapeColumn(String name, long type, int modifier, @Nullable String declared) {

    /** A column of a source whose types say themselves what they are. */
    public ShapeColumn(String name, long type, int modifier) {
      this(name, type, modifier, null);
    }
  }

  /** The snapshot starts, or starts again from the beginning. */
  record SnapshotStarted() implements ChangeRecord {}

  /** Every row of the snapshot was sent. */
  record SnapshotCompleted() implements ChangeRecord {}

  /** Heartbeats and notices that change nothing. */
  record Ignored() implements ChangeRecord {}

  /** What happened to a row. */
  enum Op {
    INSERT,
    UPDATE,
    DELETE,
    /** The row was there when the snapshot was taken. */
    SNAPSHOT
  }
}
