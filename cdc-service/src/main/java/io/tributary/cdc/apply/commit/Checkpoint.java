package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.assemble.SourceTransaction;
import io.tributary.common.change.FenceMark;
import io.tributary.common.observed.AppliedTotals;
import org.jspecify.annotations.Nullable;

/**
 * How far a stream is applied; one row of {@code tributary.checkpoint}.
 *
 * @param offset topic offset of the last record of which everything is applied, -1 before the first
 * @param position commit position of the last transaction applied
 * @param fenceToken token of the fence passed last, empty once it is lifted; null before the first
 * @param snapshot the rows that the source had at the start
 * @param applied everything that was applied so far
 */
public record Checkpoint(
    long offset,
    long position,
    @Nullable String fenceToken,
    Snapshot snapshot,
    AppliedTotals applied) {

  /**
   * The snapshot's part of a checkpoint.
   *
   * @param complete whether all of its rows are in the target
   * @param rows those that are
   */
  public record Snapshot(boolean complete, long rows) {}

  /** A stream of which nothing is applied. */
  public static Checkpoint none() {
    return new Checkpoint(-1, 0, null, new Snapshot(false, 0), AppliedTotals.NOTHING);
  }

  /** Whether all rows of the snapshot are in the target. */
  public boolean snapshotComplete() {
    return snapshot.complete();
  }

  /**
   * Whether the stream goes on at the same place. Two places may have the same offset: a record of
   * the topic may hold several transactions.
   */
  public boolean standsAt(Checkpoint other) {
    return offset == other.offset && position == other.position;
  }

  /**
   * Whether the stream was further on in this place: a side that has taken rows since then has lost
   * them. One that is being filled anew was not, nor one that was: its topic begins at the first
   * offset again, but the source's own position has gone on.
   */
  boolean wentBackFrom(Checkpoint other) {
    return snapshotComplete()
        && offset <= other.offset
        && position <= other.position
        && !standsAt(other);
  }

  /** After a source transaction. */
  public Checkpoint after(SourceTransaction transaction) {
    FenceMark mark = transaction.mark();
    return new Checkpoint(
        transaction.endOffset(),
        transaction.commitLsn(),
        mark == null ? fenceToken : mark.after(fenceToken),
        snapshot,
        applied.plus(transaction.extent().rows(), transaction.extent().bytes()));
  }

  /** After records that changed nothing. */
  public Checkpoint at(long newOffset) {
    return new Checkpoint(newOffset, position, fenceToken, snapshot, applied);
  }

  /** After a snapshot row. */
  public Checkpoint afterSnapshotRow(long newOffset, long rowBytes) {
    Snapshot more = new Snapshot(snapshot.complete, snapshot.rows + 1);
    return new Checkpoint(newOffset, position, fenceToken, more, applied.plusBytes(rowBytes));
  }

  /** When the snapshot starts from the beginning. */
  public Checkpoint snapshotStarted(long newOffset) {
    return new Checkpoint(newOffset, position, fenceToken, new Snapshot(false, 0), applied);
  }

  /**
   * When all rows are copied that the source had at a position. Transactions before it are in them,
   * whatever the topic still holds of these.
   */
  public Checkpoint copied(long start, long rows, long rowBytes) {
    return new Checkpoint(
        offset,
        Math.max(position, start - 1),
        fenceToken,
        new Snapshot(snapshot.complete, rows),
        snapshot.rows == 0 ? applied.plusBytes(rowBytes) : applied);
  }

  /** When the copied rows are as they were together at the source. */
  public Checkpoint complete() {
    return snapshotEnded(offset);
  }

  /** When all rows of the snapshot are in. */
  public Checkpoint snapshotEnded(long newOffset) {
    return new Checkpoint(
        newOffset, position, fenceToken, new Snapshot(true, snapshot.rows), applied);
  }
}
