package io.tributary.cdc.apply.stream;

import java.util.List;

/**
 * A committed source transaction, or what was left of it after its earlier pieces were handed out.
 *
 * @param commitLsn its position
 * @param commitMillis when it was committed, epoch milliseconds
 * @param endOffset offset of its END record
 * @param changes rows and truncates in order, and between them what tables look like
 * @param bytes size of all its records that were not handed out before
 * @param fenceToken the last mark of the stream's fence in it (its token, or that it is lifted),
 *     null when there is none
 */
public record SourceTransaction(
    long commitLsn,
    long commitMillis,
    long endOffset,
    List<StreamRecord> changes,
    long bytes,
    String fenceToken) {

  /** Whether it says what a table looks like. */
  public boolean describesTables() {
    return changes.stream().anyMatch(StreamRecord::describesTable);
  }

  /** The same with nothing but rows and truncates. */
  public SourceTransaction withoutDescriptions() {
    return new SourceTransaction(
        commitLsn,
        commitMillis,
        endOffset,
        changes.stream().filter(change -> !change.describesTable()).toList(),
        bytes,
        fenceToken);
  }
}
