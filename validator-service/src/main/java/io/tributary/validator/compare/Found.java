package io.tributary.validator.compare;

import java.util.HashMap;
import java.util.Map;

/**
 * What a comparison of two snapshots found.
 *
 * @param source count and digest of the source
 * @param target count and digest of the target
 * @param differing the ids that differ between the snapshots, at most as many as asked for
 */
public record Found(Digest source, Digest target, Map<RowId, Sides> differing) {

  /** Whether both snapshots hold the same rows. */
  public boolean equal() {
    return source.equals(target);
  }

  /** The ids that differ between two readings, where a missing entry is an absent row. */
  public static Map<RowId, Sides> between(
      Map<RowId, RowState> source, Map<RowId, RowState> target) {
    Map<RowId, Sides> differing = new HashMap<>();
    source.forEach(
        (id, row) -> {
          Sides sides = new Sides(row, target.getOrDefault(id, RowState.ABSENT));
          if (!sides.same()) {
            differing.put(id, sides);
          }
        });
    target.forEach(
        (id, row) -> {
          if (!source.containsKey(id)) {
            differing.put(id, new Sides(RowState.ABSENT, row));
          }
        });
    return differing;
  }
}
