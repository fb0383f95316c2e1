package io.tributary.validator.source.end;

import io.tributary.database.ConnectionWork;
import io.tributary.database.DatabaseFailure;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.database.ParallelReads;
import io.tributary.validator.database.ReadingSession;
import io.tributary.validator.neighbour.SearchedColumnPair;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The source's end of all comparisons. Whatever kind the source is, PostgreSQL statements read its
 * rows while they are held. Used by one thread at a time; {@link #abort} may come from any.
 *
 * <p>Methods throw {@link SQLException} that {@link #failure} explains where the session failed,
 * and {@link io.tributary.common.error.TributaryException} for whatever else stands against a
 * reading.
 */
public interface SourceEnd extends AutoCloseable {
  /** Pairs the source's tables with the target's. */
  TableMap tables(ReadingSession target, ParallelReads reads);

  /** The ids that the changed rows have at the target; empty when their keys do not tell them. */
  Optional<List<RowId>> targetIds(TablePair pair, ChangedRows changed);

  /** Holds all rows of a table as they are at one moment from now. */
  HeldRows hold(TablePair pair) throws SQLException;

  /**
   * Holds rows of a table that was held before, as they are at one moment from now. A row has
   * another version when anything touched it since.
   */
  HeldRows holdAgain(TablePair pair) throws SQLException;

  /** Holds what is read behind the fence. */
  HeldRows hold(FenceReading reading) throws SQLException;

  /** Releases what is held. */
  void release();

  /** Reads rows, held or not. */
  <T> T read(ConnectionWork<T> reads);

  /**
   * The rows that the last holding of a table left out, beside the quarantine as it is now; empty
   * where all rows of a source go to the target.
   */
  Optional<RowsLeftOut> leftOut(TablePair pair) throws SQLException;

  /** The column of vectors by which a table's rows are searched for their neighbours, if any. */
  Optional<SearchedColumnPair> searchedColumn(TablePair pair);

  /** Whether changed rows that seem to differ have to be looked for in the whole table. */
  boolean doubtsChangedRows();

  /** Whether the session still answers; costs one round trip. */
  boolean alive();

  /** What a failure of the session that shows the rows means to the operator. */
  DatabaseFailure failure(SQLException e);

  /** Makes the running read fail at once, and every later one. */
  void abort();

  @Override
  void close();
}
