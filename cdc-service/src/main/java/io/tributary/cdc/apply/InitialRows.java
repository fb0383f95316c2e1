package io.tributary.cdc.apply;

import io.tributary.common.observed.TableCopy;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How the rows that a source has at the start get into the target before its stream is applied.
 * Called on the stream's thread as long as not all rows are in; blocks, and must be idempotent.
 */
public interface InitialRows {

  /** What brings the rows in; empty when they come over the topic. */
  Optional<Copy> begin();

  /** Rows that come over the topic. */
  static InitialRows onTopic() {
    return Optional::empty;
  }

  /** A copy of rows straight from the source. */
  interface Copy {

    /** Whether nothing of it counts yet, so that the target's tables are to be emptied first. */
    boolean fresh();

    /**
     * Copies what is not in the target yet.
     *
     * @return what is in the target then; empty when it was stopped
     */
    Optional<Copied> run(BooleanSupplier stopped, Consumer<List<TableCopy>> told);
  }

  /**
   * What is in the target once everything is copied.
   *
   * @param start the source's position at which the stream begins
   * @param rows rows that were copied
   * @param bytes bytes that they had
   * @param settledAt the position at which all rows stand together as they did at the source; until
   *     the stream has passed it, rows of different moments stand side by side. 0 when there are
   *     none
   */
  record Copied(long start, long rows, long bytes, long settledAt) {}
}
