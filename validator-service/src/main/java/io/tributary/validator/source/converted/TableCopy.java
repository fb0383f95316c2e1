package io.tributary.validator.source.converted;

import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.RowState;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A table of a file, the converted copy of its rows, and the position of the stream that the copy
 * stands at. Used inside of transactions of the copy's session.
 */
interface TableCopy {

  /** The copy. */
  ConvertedCopy copy();

  /** Whether the copy holds all rows that it is {@link #within}. */
  boolean whole();

  /** The rows that the copy was filled with last; all where it was filled with none. */
  RowidRange within();

  /** The position of the last read. */
  long position();

  /** Empties the copy. */
  void clear() throws SQLException;

  /** Reads all rows of a range. */
  void fill(RowidRange within) throws SQLException;

  /**
   * Brings the copy to the state of now of a range's rows.
   *
   * @param besides keys of rows that are read again though nothing touched them
   */
  void refresh(RowidRange within, Collection<List<String>> besides) throws SQLException;

  /** Waits until every change that the copy shows has a position. */
  void awaitConnector();

  /** Reads only changed rows. */
  void fillWith(ChangedRows changed) throws SQLException;

  /** The keys of changed rows at the file. */
  List<List<String>> keysOf(ChangedRows changed);

  /** The count of those of the changed rows that the file has. */
  long countOf(ChangedRows changed) throws SQLException;

  /** The count of all rows in the file. */
  long count() throws SQLException;

  /**
   * Rows of the copy as they were read last, with versions that are others when anything touched a
   * row since.
   *
   * @param pair the table at both ends, as the stream has them
   */
  default Map<RowId, RowState> versioned(TablePair pair, Map<RowId, RowState> rows) {
    return rows;
  }

  /** The table at the file and at the target. */
  default TablePair pair() {
    return copy().pair();
  }
}
