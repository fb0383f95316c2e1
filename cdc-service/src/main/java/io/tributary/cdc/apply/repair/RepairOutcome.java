package io.tributary.cdc.apply.repair;

import io.tributary.common.error.ErrorReport;
import org.jspecify.annotations.Nullable;

/**
 * What came of a repair.
 *
 * @param written rows that were written as the source has them
 * @param deleted rows that the source does not have
 * @param left rows that were not repaired
 * @param error why rows are left, the first reason of several; null when none is
 */
public record RepairOutcome(long written, long deleted, long left, @Nullable ErrorReport error) {

  /** Nothing was touched. */
  public static RepairOutcome refused(RepairTask task, ErrorReport why) {
    return new RepairOutcome(0, 0, task.rows(), why);
  }
}
