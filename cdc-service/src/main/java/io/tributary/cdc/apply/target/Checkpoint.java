package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.stream.SourceTransaction;

/**
 * How far a stream is applied; one row of {@code tributary.checkpoint}.
 *
 * @param offset topic offset of the last record of which everything is applied, -1 before the first
 * @param position commit position of the last transaction applied
 * @param fenceToken last mark of the fence passed: its token, or empty once it is lifted; null
 *     before the first
 * @param snapshotComplete whether all rows of the snapshot are in
 */
public record Checkpoint(
    long offset,
    long position,
    String fenceToken,
    boolean snapshotComplete,
    long snapshotRows,
    long changes,
    long transactions,
    long bytes) {

  /**
   * Whether the stream goes on at the same place. Two places may have the same offset: a record of
   * the topic may hold several transactions.
   */
  public boolean standsAt(Checkpoint other) {
    return offset == other.offset && position == other.position;
  }

  /** Nothing applied. */
  public static Checkpoint none() {
    return new Checkpoint(-1, 0, null, false, 0, 0, 0, 0);
  }

  /** After a source transaction. */
  public Checkpoint after(SourceTransaction transaction) {
    return new Checkpoint(
        transaction.endOffset(),
        transaction.commitLsn(),
        transaction.fenceToken() == null ? fenceToken : transaction.fenceToken(),
        snapshotComplete,
        snapshotRows,
        changes + transaction.extent().rows(),
        transactions + 1,
        bytes + transaction.extent().bytes());
  }

  /** After records that changed nothing. */
  public Checkpoint at(long newOffset) {
    return new Checkpoint(
        newOffset,
        position,
        fenceToken,
        snapshotComplete,
        snapshotRows,
        changes,
        transactions,
        bytes);
  }

  /** After a snapshot row. */
  public Checkpoint afterSnapshotRow(long newOffset, long rowBytes) {
    return new Checkpoint(
        newOffset,
        position,
        fenceToken,
        snapshotComplete,
        snapshotRows + 1,
        changes,
        transactions,
        bytes + rowBytes);
  }

  /** When the snapshot starts from the beginning. */
  public Checkpoint snapshotStarted(long newOffset) {
    return new Checkpoint(newOffset, position, fenceToken, false, 0, changes, transactions, bytes);
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
        snapshotComplete,
        rows,
        changes,
        transactions,
        snapshotRows == 0 ? bytes + rowBytes : bytes);
  }

  /** When the copied rows stand together as they did at the source. */
  public Checkpoint complete() {
    return snapshotEnded(offset);
  }

  /** When all rows of the snapshot are in. */
  public Checkpoint snapshotEnded(long newOffset) {
    return new Checkpoint(
        newOffset, position, fenceToken, true, snapshotRows, changes, transactions, bytes);
  }
}
