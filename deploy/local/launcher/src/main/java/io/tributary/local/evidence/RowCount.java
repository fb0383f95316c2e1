package io.tributary.local.evidence;

import java.sql.SQLException;

/** Counts the rows of tables of one database; changes nothing. */
interface RowCount extends AutoCloseable {
  /**
   * The rows of a table.
   *
   * @param table as schema.table
   */
  long of(String table) throws SQLException;

  @Override
  default void close() throws SQLException {}
}
