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

  private final Map<Part, List<KeyRange>> ranges = new ConcurrentHashMap<>();

  /**
   * Rows of a table that are compared in one snapshot.
   *
   * @param pair the table, whichever session reads copies of it
   * @param within all of them, or a range
   */
  private record Part(TablePair pair, KeyRange within) {
    static Part of(TablePair pair, KeyRange within) {
      return new Part(pair.itself(), within);
    }
  }

  /** Those of a table or a range of it, if it was compared before. */
  Optional<List<KeyRange>> of(TablePair pair, KeyRange within) {
    return Optional.ofNullable(ranges.get(Part.of(pair, within)));
  }

  /** These were found in a table, or a range of it, that will be compared. */
  void found(TablePair pair, KeyRange within, List<KeyRange> found) {
    ranges.put(Part.of(pair, within), List.copyOf(found));
  }

  /**
   * Keeps those of a table or a range of it, unless one has grown too large.
   *
   * @param found what each of them holds
   */
  void keep(
      TablePair pair, KeyRange within, List<KeyRange> used, List<Digest> found, int rowsPerChunk) {
    long most = (long) MOST_GROWTH * rowsPerChunk;
    if (found.stream().allMatch(digest -> digest.rows() <= most)) {
      found(pair, within, used);
    } else {
      ranges.remove(Part.of(pair, within));
    }
  }
}
