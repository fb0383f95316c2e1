package io.tributary.common.observed;

/**
 * Counts of what a stream has applied since it began.
 *
 * @param changes changes of rows, without those of the snapshot
 * @param transactions transactions of the source
 * @param bytes of all records and copied rows
 */
public record AppliedTotals(long changes, long transactions, long bytes) {
  /** A stream of which nothing is applied. */
  public static final AppliedTotals NOTHING = new AppliedTotals(0, 0, 0);

  /** With one more transaction. */
  public AppliedTotals plus(long transactionChanges, long transactionBytes) {
    return new AppliedTotals(
        changes + transactionChanges, transactions + 1, bytes + transactionBytes);
  }

  /** With more bytes. */
  public AppliedTotals plusBytes(long more) {
    return new AppliedTotals(changes, transactions, bytes + more);
  }
}
