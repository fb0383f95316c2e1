package io.tributary.files.sqlite.back;

import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.mapping.conversion.SourceValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The rows of one table inside of a transaction. Keys and rows are by column, as the connector
 * carries them: the hidden rowid, where it is the key, is a column under its free name. A TEXT that
 * is not of the file's encoding is read as its bytes; it stays a TEXT unless it is named in a
 * change. Writing needs {@link ReturnTransaction#openForWriting}.
 *
 * <p>What writes throws {@link RowRefused} when SQLite does not take the row, and then changes
 * nothing; whatever else is wrong is an {@link SqliteFailure}, after which the transaction can only
 * be closed.
 */
public abstract class ReturnTable {
  /** The rows of a table; who has the transaction makes it. */
  protected ReturnTable() {}

  /** Its columns in the order of the rows, generated ones included. */
  public abstract List<String> columns();

  /** The columns of its key, in key order. */
  public abstract List<String> key();

  /** The row of a key as it is stored, its columns in order. */
  public abstract Optional<Map<String, SourceValue>> read(Map<String, SourceValue> key);

  /** All rows; what is called must not write to the table. */
  public abstract void each(Consumer<Map<String, SourceValue>> row);

  /** A new row. Columns that are not named get their default; generated ones are passed over. */
  public abstract void insert(Map<String, SourceValue> values);

  /**
   * Other values of a row; generated columns are passed over.
   *
   * @return whether there is such a row
   */
  public abstract boolean update(Map<String, SourceValue> key, Map<String, SourceValue> changed);

  /**
   * Removes a row.
   *
   * @return whether there was one
   */
  public abstract boolean delete(Map<String, SourceValue> key);

  /** Removes all rows. */
  public abstract void clear();

  /** How many rows there are. */
  public abstract long count();

  /** Whether something was written that the connector looks for without being told by triggers. */
  protected abstract boolean writtenUntold();

  /** Writes what is not written yet. */
  protected abstract void flush();

  /** Forgets what was not written, and what was read. */
  protected abstract void forget();

  /** Whether rows can be in each other's way, so that it may help to move them out. */
  protected abstract boolean rearrangeable();

  /** Moves rows out for a while; only where that is of use. */
  protected abstract RowsMovedOut movingOut();
}
