package io.tributary.files.sqlite.scan;

import io.tributary.files.sqlite.SqliteValue;
import java.sql.SQLException;
import java.util.List;

/** The row at which a scan stands; what it answers holds until the scan goes on. */
public interface ScannedRow {

  /**
   * A value as it is stored: Long, Double, String, bytes, or null. A String that has a zero or a
   * replacement character may not be what is stored; {@link #exact} is.
   *
   * @param column its place among the table's columns
   */
  Object stored(int column) throws SQLException;

  /** A value as the connector sends it. */
  SqliteValue exact(int column) throws SQLException;

  /** Where it stands in the scan, for another one to go on behind it. */
  List<SqliteValue> place() throws SQLException;
}
