package io.tributary.files.sqlite.table;

import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.SqliteValue;
import java.sql.SQLException;
import java.util.List;

/**
 * Where the rows of a captured table are read: its own rows, or rows that are put together from
 * other tables. All SQL is over the alias {@code t}.
 */
public interface RowSource {
  /** What is read as {@code t}, quoted. */
  String from();

  /** The value of a column of the key. */
  String key(String column);

  /** What is never NULL in a row. */
  String present();

  /** What a scan pages by: together unique, never NULL, and in an order that SQLite keeps. */
  List<String> scanOrder();

  /** What is read of a row. */
  List<String> read();

  /**
   * The carried values of rows, in their order.
   *
   * @param read for each row the values of what {@link #read} names
   * @return that list itself where these are the carried values
   */
  List<List<SqliteValue>> rows(SqliteSession sqlite, List<List<SqliteValue>> read)
      throws SQLException;

  /** Whether rows can change without a trigger that tells so. */
  boolean watched();
}
