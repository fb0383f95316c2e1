package io.tributary.files.sqlite.back;

import io.tributary.files.sqlite.SqliteSession;
import java.sql.SQLException;
import java.util.List;

/** How the tables that move are kept in a file, and what closes them to the application. */
public interface ReturnForm {

  /** Whether our fence stands whole around all of them. */
  boolean closed(SqliteSession sqlite) throws SQLException;

  /** The tables of the file as one transaction sees them. */
  Tables tables(FileStatements statements) throws SQLException;

  /** What a transaction asks of them. */
  interface Tables {

    /** The tables of SQLite that have the rows, whose triggers rest while rows are written. */
    List<String> stored() throws SQLException;

    /**
     * One of them.
     *
     * @throws io.tributary.files.sqlite.SqliteFailure TABLE_GONE; TABLE_UNREADABLE where it cannot
     *     be read or written here
     */
    ReturnTable table(String name);

    /** Does nothing where rows of the table can be written by this SQLite. */
    void requireWritable(String name);
  }
}
