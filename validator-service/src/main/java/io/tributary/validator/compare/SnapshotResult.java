package io.tributary.validator.compare;

import io.tributary.validator.digest.Digest;
import java.util.HashMap;
import java.util.Map;

/**
 * The result of a comparison of two snapshots.
 *
 * @param source count and digest of the source
 * @param target count and digest of the target
 * @param differing the ids that differ between the snapshots
 * @param searchedThrough whether these are all; otherwise the search ended early
 */
public record SnapshotResult(
    Digest source, Digest target, Map<RowId, RowPair> differing, boolean searchedThrough) {
  /** Two snapshots of the same rows. */
  public static SnapshotResult equal(Digest digest) {
    return new SnapshotResult(digest, digest, Map.of(), true);
  }

  /** Whether both snapshots hold the same rows. */
  public boolean equal() {
    return source.equals(target);
  }

  /** How many differences the ids that differ are. */
  public static long differences(Map<RowId, RowPair> differing) {
    return differing.values().stream().mapToLong(RowPair::differences).sum();
  }

  /** The ids that differ between two readings, where a missing entry is an absent row. */
  public static Map<RowId, RowPair> between(
      Map<RowId, RowState> source, Map<RowId, RowState> target) {
    Map<RowId, RowPair> differing = new HashMap<>();
    source.forEach(
        (id, row) -> {
          RowPair pair = new RowPair(row, target.getOrDefault(id, RowState.ABSENT));
          if (!pair.same()) {
            differing.put(id, pair);
          }
        });
    target.forEach(
        (id, row) -> {
          if (!source.containsKey(id)) {
            differing.put(id, new RowPair(RowState.ABSENT, row));
          }
        });
    return differing;
  }
}
