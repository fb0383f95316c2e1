package io.tributary.validator.compare;

import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.digest.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The key ranges by which tables were compared last. To find new ones takes as long as a third of
 * the comparison, and any ranges do: where they have become uneven, a range that differs is cut
 * further all the same. Thread-safe.
 */
public final class KnownRanges {
  /** So many times as large as wanted is uneven enough to find new ones. */
  private static final int MOST_GROWTH = 4;

  private final Map<TablePair, List<KeyRange>> ranges = new ConcurrentHashMap<>();

  /** Those of a table, if it was compared before. */
  Optional<List<KeyRange>> of(TablePair pair) {
    return Optional.ofNullable(ranges.get(pair.itself()));
  }

  /**
   * Keeps those of a table, unless one has grown too large.
   *
   * @param found what each of them holds
   */
  void keep(TablePair pair, List<KeyRange> used, List<Digest> found, int rowsPerChunk) {
    long most = (long) MOST_GROWTH * rowsPerChunk;
    if (found.stream().allMatch(digest -> digest.rows() <= most)) {
      ranges.put(pair.itself(), List.copyOf(used));
    } else {
      ranges.remove(pair.itself());
    }
  }
}
