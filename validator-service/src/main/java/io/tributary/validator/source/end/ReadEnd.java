package io.tributary.validator.source.end;

import io.tributary.database.ConnectionWork;
import io.tributary.database.DatabaseFailure;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.KeyRange;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.RowState;
import io.tributary.validator.compare.TableStatements;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One end of a comparison. Whatever kind of database it is, PostgreSQL statements read its rows
 * while they are held. Used by one thread at a time; {@link #abort} may come from any.
 *
 * <p>Methods throw {@link SQLException} that {@link #failure} explains where the session failed,
 * and {@link io.tributary.common.error.TributaryException} for whatever else stands against a
 * reading.
 */
public interface ReadEnd extends AutoCloseable {

  /**
   * The stream's position now: of a leader behind everything that is committed there, of a follower
   * that up to which it has everything.
   */
  long position() throws SQLException;

  /** Holds all rows of a table as they are from now on. */
  default HeldRows hold(TablePair pair) throws SQLException {
    return hold(pair, KeyRange.ALL);
  }

  /**
   * Holds those rows of a table as they are from now on whose keys lie in a range; others may be
   * held as well.
   *
   * @param within a range only where {@link PairedEnds#holdsRanges} says so
   */
  HeldRows hold(TablePair pair, KeyRange within) throws SQLException;

  /**
   * Holds the rows of a table that were held before, as they are from now on. At a leader a row has
   * another version when anything touched it since.
   */
  HeldRows holdAgain(TablePair pair) throws SQLException;

  /** Holds what is read behind the fence. */
  HeldRows hold(FenceReading reading) throws SQLException;

  /**
   * Rows of a table as they were read in its latest holding, with versions that are others when
   * anything touched a row since the holding before.
   */
  default Map<RowId, RowState> versioned(TablePair pair, Map<RowId, RowState> rows)
      throws SQLException {
    return rows;
  }

  /**
   * Opens a session in which a moment can be held while this end is read on, and which is closed
   * with this end at the latest; one that was opened before is closed. Empty where the end's kind
   * has none. Sees the tables under their own names.
   *
   * @param sql reads a table of PostgreSQL at this end
   */
  default Optional<HeldTables> apart(Function<TablePair, TableStatements> sql) {
    return Optional.empty();
  }

  /** Releases what is held. */
  void release();

  /** Reads rows, held or not. */
  <T> T read(ConnectionWork<T> reads);

  /** Whether the session still answers; costs one round trip. */
  boolean alive();

  /** What a failure of the session that shows the rows means to the operator. */
  DatabaseFailure failure(SQLException e);

  /** Makes the running read fail at once, and every later one. */
  void abort();

  @Override
  void close();
}
