package io.tributary.validator.compare;

import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.load.LoadLimit;
import java.sql.SQLException;
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
    return new SnapshotComparison(this, source, target).run(pair);
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
