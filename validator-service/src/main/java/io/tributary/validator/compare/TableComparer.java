package io.tributary.validator.compare;

import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.load.LoadLimit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Compares tables over a snapshot of each end, one after the other.
 *
 * @param reads reads both ends at a time
 * @param rowsPerChunk rows of a key range that is digested by one statement
 * @param mostDiffering differing rows of a table after which the search for more ends
 * @param ranges the key ranges of earlier comparisons
 * @param load what reading is held to
 * @param stopped whether the comparison is to be stopped
 */
public record TableComparer(
    ParallelReads reads,
    int rowsPerChunk,
    int mostDiffering,
    KnownRanges ranges,
    LoadLimit load,
    BooleanSupplier stopped) {
  /**
   * Compares a table.
   *
   * @throws CancellationException when stopped
   */
  public SnapshotResult compare(TablePair pair, TableEnd source, TableEnd target)
      throws SQLException {
    return compare(pair, KeyRange.ALL, source, target);
  }

  /**
   * Compares a range of a table's rows, or all of them.
   *
   * @param within a range only of a table that {@link #cut} has cut
   * @throws CancellationException when stopped
   */
  public SnapshotResult compare(TablePair pair, KeyRange within, TableEnd source, TableEnd target)
      throws SQLException {
    return new SnapshotComparison(this, source, target).run(pair, within);
  }

  /**
   * Cuts a table of more than twice so many rows into ranges of about so many, each of which may be
   * compared by itself. Empty for a smaller one, also where it was smaller when it was compared
   * last; and for one of whose keys no index has the order that both ends share, so that a range
   * would cost as much as the table.
   *
   * @param source where the keys are read
   * @throws CancellationException when stopped
   */
  public Optional<List<KeyRange>> cut(TablePair pair, TableEnd source, int rowsPerRange)
      throws SQLException {
    if (!pair.order().byIndex() || ranges.of(pair, KeyRange.ALL).isPresent()) {
      return Optional.empty();
    }
    List<KeyRange> chunks = new KeyWalk(this, source).chunks(pair, KeyRange.ALL);
    int each = Math.max(1, rowsPerRange / rowsPerChunk);
    if (chunks.size() <= 2 * each) {
      ranges.found(pair, KeyRange.ALL, chunks);
      return Optional.empty();
    }
    List<KeyRange> cut = new ArrayList<>();
    for (int from = 0; from < chunks.size(); from += each) {
      List<KeyRange> some = chunks.subList(from, Math.min(chunks.size(), from + each));
      KeyRange range = new KeyRange(some.get(0).after(), some.get(some.size() - 1).upTo());
      ranges.found(pair, range, some);
      cut.add(range);
    }
    return Optional.of(cut);
  }

  /**
   * Cuts a range that has grown into parts of so many rows.
   *
   * @throws CancellationException when stopped
   */
  public List<KeyRange> cut(KeyRange range, TableEnd source, int rowsPerRange) throws SQLException {
    return new KeyWalk(this, source).inSteps(range, rowsPerRange);
  }

  /** Waits until more may be read. */
  void awaitLoad() {
    checkStopped();
    load.await(stopped);
  }

  void checkStopped() {
    if (stopped.getAsBoolean()) {
      throw new CancellationException("the comparison was stopped");
    }
  }
}
