package io.tributary.common.observed;

import io.tributary.common.error.ErrorReport;
import org.jspecify.annotations.Nullable;

/**
 * What became of the operator's last request to repair rows.
 *
 * @param request the number of the request that was carried out last
 * @param written rows that were written as the source has them; of a file: that its connector sends
 *     again
 * @param deleted rows that the source does not have; of a file: for which its connector sends a
 *     delete
 * @param left rows that were not repaired
 * @param error why rows are left, or what the operator should know of those that are not; null when
 *     there is nothing to say
 */
public record RepairObserved(
    long request, long written, long deleted, long left, @Nullable ErrorReport error) {}
