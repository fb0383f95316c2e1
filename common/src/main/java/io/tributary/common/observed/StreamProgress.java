package io.tributary.common.observed;

import java.util.List;

/**
 * What one stream has moved so far.
 *
 * @param position the source's position up to which everything is applied (LSN as a number), 0
 *     before streaming
 * @param offset the topic offset up to which everything is applied, -1 before the first
 * @param snapshotRows rows written from the snapshot
 * @param snapshotRowsExpected an estimate, made before the snapshot, of all rows that it will have;
 *     -1 when unknown
 * @param changes change events applied since
 * @param transactions source transactions applied since
 * @param bytes bytes of change events read from the topic
 * @param lagMillis how long the oldest change that is not applied has been at the source, by what
 *     the source itself says of the end of its log; 0 when caught up, -1 when unknown
 * @param lagP50Millis median lag from commit at the source to commit at the target, counted from
 *     the moment when the stream had caught up with its snapshot
 * @param lagP99Millis 99th percentile of the same
 * @param deadLetters changes that the target refused and that wait for replay
 * @param quarantined rows of a converted source that are kept aside from the target
 * @param quarantinedNames those rows by {@code schema.table/key}, in order; empty for more than
 *     {@value #MOST_NAMES}
 * @param copies how far the largest tables are that are copied straight from the source; empty
 *     before that begins, once it is over, and where rows come over the topic
 * @param behindBytes WAL between what is applied and the end of the source's; -1 when unknown, or
 *     where the source has no WAL
 * @param behindRows rows of the log in a source's file that are not applied; -1 when unknown, or
 *     where the source is no file
 * @param keptWalBytes WAL that the source keeps for the stream, -1 when unknown or none
 */
public record StreamProgress(
    long position,
    long offset,
    long snapshotRows,
    long snapshotRowsExpected,
    long changes,
    long transactions,
    long bytes,
    long lagMillis,
    long lagP50Millis,
    long lagP99Millis,
    long deadLetters,
    long quarantined,
    List<String> quarantinedNames,
    List<TableCopyProgress> copies,
    long behindBytes,
    long behindRows,
    long keptWalBytes) {

  /** How many rows are named at most. */
  public static final int MOST_NAMES = 100;

  public StreamProgress {
    quarantinedNames = quarantinedNames == null ? List.of() : List.copyOf(quarantinedNames);
    copies = copies == null ? List.of() : List.copyOf(copies);
  }

  /** A stream whose source was not asked how far its log goes. */
  public StreamProgress(
      long position,
      long offset,
      long snapshotRows,
      long snapshotRowsExpected,
      long changes,
      long transactions,
      long bytes,
      long lagMillis,
      long lagP50Millis,
      long lagP99Millis,
      long deadLetters,
      long quarantined,
      List<String> quarantinedNames,
      List<TableCopyProgress> copies) {
    this(
        position,
        offset,
        snapshotRows,
        snapshotRowsExpected,
        changes,
        transactions,
        bytes,
        lagMillis,
        lagP50Millis,
        lagP99Millis,
        deadLetters,
        quarantined,
        quarantinedNames,
        copies,
        -1,
        -1,
        -1);
  }

  /** The same with what the source says of its log. */
  public StreamProgress lagging(long millis, long walBehind, long rowsBehind, long walKept) {
    return new StreamProgress(
        position,
        offset,
        snapshotRows,
        snapshotRowsExpected,
        changes,
        transactions,
        bytes,
        millis,
        lagP50Millis,
        lagP99Millis,
        deadLetters,
        quarantined,
        quarantinedNames,
        copies,
        walBehind,
        rowsBehind,
        walKept);
  }

  /** The same with an estimate of the snapshot's rows. */
  public StreamProgress expecting(long rows) {
    return new StreamProgress(
        position,
        offset,
        snapshotRows,
        rows,
        changes,
        transactions,
        bytes,
        lagMillis,
        lagP50Millis,
        lagP99Millis,
        deadLetters,
        quarantined,
        quarantinedNames,
        copies,
        behindBytes,
        behindRows,
        keptWalBytes);
  }

  /** What waits for a replay: dead letters and quarantined rows. */
  public long keptAside() {
    return deadLetters + quarantined;
  }

  /** Nothing moved yet. */
  public static StreamProgress none() {
    return new StreamProgress(0, -1, 0, -1, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), List.of());
  }
}
