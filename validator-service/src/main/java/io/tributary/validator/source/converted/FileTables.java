package io.tributary.validator.source.converted;

import io.tributary.mapping.table.TableMapping;
import io.tributary.validator.neighbour.SearchedColumn;
import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The tables of a source that is read through a SQLite file, whatever else their rows are put
 * together from. Used by one thread; everything but {@link #file} is asked inside of a read of the
 * file.
 */
public interface FileTables {

  /** The file whose log says what changed, and in whose transactions rows are read. */
  SqliteFileReader file();

  /** Whether one read of a whole table is of one moment and keeps no writer waiting. */
  boolean longReads() throws SQLException;

  /**
   * The number by which the log names a table.
   *
   * @throws io.tributary.common.error.TributaryException NOT_CAPTURED
   */
  long number(TableMapping table) throws SQLException;

  /** Changes whenever the definition of a table may have changed. */
  long version() throws SQLException;

  /** What a table is, and by what its changes get into the log; the fence does not count. */
  String definition(TableMapping table) throws SQLException;

  /** What a table is, whatever its indexes and triggers are. */
  default String shape(TableMapping table) throws SQLException {
    return definition(table);
  }

  /**
   * Whether the key of a table is its rowid, and its rows are walked through in the order of that,
   * so that a range of keys is read without the others.
   */
  default boolean keyedByRowid(TableMapping table) throws SQLException {
    return false;
  }

  /** How the rows of a table are read; to be asked anew when its definition changed. */
  FileTableRows rows(TableMapping table) throws SQLException;

  /** The column of a table by which its rows are searched for their neighbours. */
  Optional<SearchedColumn> searchedColumn(TableMapping table) throws SQLException;
}
