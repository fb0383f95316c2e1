package io.tributary.validator.settle;

import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.Sides;
import java.util.Map;
import java.util.Set;

/**
 * What became of rows that differed between two snapshots.
 *
 * @param confirmed rows that really differ
 * @param moving rows that never came to rest
 * @param position the target's position at its last reading
 */
public record Settled(Map<RowId, Sides> confirmed, Set<RowId> moving, long position) {

  /** Whether a row was found equal. */
  public boolean equal(RowId id) {
    return !confirmed.containsKey(id) && !moving.contains(id);
  }
}
