package io.tributary.cdc.apply;

import io.tributary.common.observed.TableCopyProgress;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Brings the rows that a source has at the start into the target, before its stream is applied.
 * Called on the stream's thread as long as not all rows are in; blocks, and must be idempotent.
 */
public interface InitialRows {

  /** The copy that brings the rows in; empty when they come over the topic. */
  Optional<Copy> begin();

  /** Rows that come over the topic. */
  static InitialRows onTopic() {
    return Optional::empty;
  }

  /** A copy of rows straight from the source. */
  interface Copy {

    /**
     * Whether nothing was copied that counts, so that the target's tables are to be emptied first.
     */
    boolean fresh();

    /**
     * Copies what is not in the target yet.
     *
     * @return what is in the target then; empty when it was stopped
     */
    Optional<Copied> run(BooleanSupplier stopped, Consumer<List<TableCopyProgress>> told);
  }

  /**
   * What is in the target once everything is copied.
   *
   * @param start the source's position at which the stream begins
   * @param rows rows that were copied
   * @param bytes bytes that they had
   * @param consistentAt the position from which on all rows are as they were together at the
   *     source; until the stream has passed it, rows of different moments stand side by side. 0
   *     when all were read at one moment
   */
  record Copied(long start, long rows, long bytes, long consistentAt) {}
}
