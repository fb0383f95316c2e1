package io.tributary.validator.settle;

import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.RowPair;
import java.util.Map;
import java.util.Set;

/**
 * The rows that differed between two snapshots, judged.
 *
 * @param confirmed rows that really differ
 * @param moving rows that never came to rest
 * @param position the follower's position at its last reading
 */
public record SettledRows(Map<RowId, RowPair> confirmed, Set<RowId> moving, long position) {

  /** Whether a row was found equal. */
  public boolean equal(RowId id) {
    return !confirmed.containsKey(id) && !moving.contains(id);
  }
}
