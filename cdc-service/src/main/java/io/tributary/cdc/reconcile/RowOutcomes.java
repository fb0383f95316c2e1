package io.tributary.cdc.reconcile;

import io.tributary.common.observed.DeadLettersObserved;
import io.tributary.common.observed.RepairObserved;
import org.jspecify.annotations.Nullable;

/**
 * What became of the last requests about rows.
 *
 * @param deadLetters of the last one about dead letters, null before the first
 * @param repair of the last repair, null before the first
 */
record RowOutcomes(@Nullable DeadLettersObserved deadLetters, @Nullable RepairObserved repair) {
  /** Nothing was asked. */
  static final RowOutcomes NONE = new RowOutcomes(null, null);
}
