package io.tributary.validator.source.end;

import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.neighbour.SearchedColumnPair;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The two ends of a stream. The leader is written to by applications, the follower by the stream
 * alone; which of them is the migration's target depends on the stream's direction. Pairs of tables
 * and verdicts call the leader's tables the source, as the stream does. Used by one thread; {@link
 * #abort} may come from any.
 */
public interface PairedEnds extends AutoCloseable {
  /** The end whose positions the stream carries. */
  ReadEnd leader();

  /** The end that the stream is applied to. */
  ReadEnd follower();

  /** How far the follower is. */
  AppliedPositions applied();

  /**
   * How far the leader is as the follower of the stream that goes the other way; nothing is known
   * where there is none.
   */
  AppliedPositions appliedByOther();

  /** Pairs the leader's tables with the follower's. */
  TableMap tables(ParallelReads reads);

  /** The ids that changed rows have at both ends; empty when their keys do not tell them. */
  Optional<List<RowId>> changedIds(TablePair pair, ChangedRows changed);

  /**
   * The rows that the last holding of a table left out, beside the quarantine as it is now; empty
   * where all rows of either end are at the other.
   */
  Optional<RowsLeftOut> leftOut(TablePair pair) throws SQLException;

  /** The column of vectors by which a table's rows are searched for their neighbours, if any. */
  Optional<SearchedColumnPair> searchedColumn(TablePair pair);

  /** Whether changed rows that seem to differ have to be looked for in the whole table. */
  boolean doubtsChangedRows();

  /**
   * Whether a range of a table's rows is held and read without the others; else holding any rows
   * reads the whole table.
   */
  default boolean holdsRanges(TablePair pair) {
    return false;
  }

  /** Whether the keys at which a table is cut are read at the follower; else at the leader. */
  default boolean cutsAtFollower() {
    return false;
  }

  /** Makes the running read of either end fail at once, and every later one. */
  default void abort() {
    leader().abort();
    follower().abort();
  }

  @Override
  default void close() {
    leader().close();
    follower().close();
  }
}
