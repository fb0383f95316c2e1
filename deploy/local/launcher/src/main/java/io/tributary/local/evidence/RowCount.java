package io.tributary.local.evidence;

import java.sql.SQLException;
import java.util.Optional;

/** Counts, and where it can digests, the rows of tables of one database; changes nothing. */
interface RowCount extends AutoCloseable {
  /**
   * The rows of a table.
   *
   * @param table as schema.table
   * @param method how to digest them; empty where no digest is asked for
   */
  SideRows of(String table, Optional<String> method) throws SQLException;

  @Override
  default void close() throws SQLException {}
}
