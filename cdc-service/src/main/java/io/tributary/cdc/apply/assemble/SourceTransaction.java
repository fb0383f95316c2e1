package io.tributary.cdc.apply.assemble;

import io.tributary.common.change.FenceMark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A committed source transaction, or what was left of it after its earlier pieces were handed out.
 *
 * @param commitLsn its position
 * @param commitMillis when it was committed, epoch milliseconds
 * @param endOffset offset of its END record
 * @param changes rows and truncates in order, and between them what tables look like; without what
 *     was handed out before
 * @param beforeMark how many of the changes, from the first on, stand before any mark of a fence
 * @param describesTables whether any of the changes says what a table looks like
 * @param extent how much all of it is, with what was handed out before
 * @param mark the last mark of the stream's fence in it, null when there is none
 */
public record SourceTransaction(
    long commitLsn,
    long commitMillis,
    long endOffset,
    List<StreamRecord> changes,
    int beforeMark,
    boolean describesTables,
    TransactionExtent extent,
    @Nullable FenceMark mark) {

  /** The same with nothing but rows and truncates. */
  public SourceTransaction withoutDescriptions() {
    if (!describesTables) {
      return this;
    }
    List<StreamRecord> rows = changes.stream().filter(change -> !change.describesTable()).toList();
    int before =
        (int)
            changes.subList(0, beforeMark).stream()
                .filter(change -> !change.describesTable())
                .count();
    return new SourceTransaction(
        commitLsn, commitMillis, endOffset, rows, before, false, extent, mark);
  }
}
