package io.tributary.validator.source;

import io.tributary.common.plan.Connection;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.Together;
import io.tributary.validator.database.Session;
import io.tributary.validator.neighbour.VectorPair;
import io.tributary.validator.stream.Changed;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The source's end of all comparisons. Whatever kind the source is, its rows can be read by
 * PostgreSQL statements while they are held. Used by one thread at a time; {@link #abort} may come
 * from any.
 *
 * <p>Methods throw {@link SQLException} where the session of {@link #address} failed, and {@link
 * io.tributary.common.error.TributaryException} for whatever else stands against a reading.
 */
public interface SourceEnd extends AutoCloseable {

  /** Pairs the source's tables with the target's. */
  TableMap tables(Session target, Together together);

  /** By which ids the target has the changed rows; empty when a key does not tell that. */
  Optional<List<RowId>> ids(TablePair pair, Changed changed);

  /** Holds all rows of a table as they are at one moment from now. */
  Held hold(TablePair pair) throws SQLException;

  /**
   * Holds rows of a table that was held before, as they are at one moment from now. A row has
   * another version when anything touched it since.
   */
  Held again(TablePair pair) throws SQLException;

  /** Holds what is read behind the fence. */
  Held hold(Reading reading) throws SQLException;

  /** Lets go of what is held. */
  void leave();

  /** Reads what is there, held or not. */
  <T> T read(Session.Reads<T> reads);

  /** The rows that were left out of a table's last holding, against the quarantine of this time. */
  Aside aside(TablePair pair) throws SQLException;

  /** The column of a table by which its rows are searched for their neighbours, if it has one. */
  Optional<VectorPair> vectors(TablePair pair);

  /** Whether changed rows that seem to differ have to be looked for in the whole table. */
  boolean doubtsChangedRows();

  /** Whether the session still answers; costs one round trip. */
  boolean alive();

  /** The database whose session shows the rows. */
  Connection address();

  /** Breaks everything off at once, from any thread. */
  void abort();

  @Override
  void close();
}
