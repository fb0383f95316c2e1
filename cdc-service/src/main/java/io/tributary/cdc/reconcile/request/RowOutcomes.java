package io.tributary.cdc.reconcile.request;

import io.tributary.common.observed.DeadLettersObserved;
import io.tributary.common.observed.RepairObserved;
import org.jspecify.annotations.Nullable;

/**
 * What became of the last requests about rows.
 *
 * @param deadLetters of the last one about dead letters, null before the first
 * @param repair of the last repair, null before the first
 */
public record RowOutcomes(
    @Nullable DeadLettersObserved deadLetters, @Nullable RepairObserved repair) {
  /** Nothing was asked. */
  public static final RowOutcomes NONE = new RowOutcomes(null, null);
}
