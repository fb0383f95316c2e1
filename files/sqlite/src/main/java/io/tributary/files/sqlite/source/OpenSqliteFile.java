package io.tributary.files.sqlite.source;

import io.tributary.common.error.TributaryException;
import java.sql.Connection;
import java.sql.SQLException;

/** A file that is open for reading. After an exception it is to be closed. Not thread-safe. */
public final class OpenSqliteFile implements AutoCloseable {
  private final SqliteSourceFile file;
  private final Connection connection;

  OpenSqliteFile(SqliteSourceFile file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  void refuseWrites() throws SQLException {
    try {
      new SqliteReadSession(connection).execute("PRAGMA query_only = ON");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Reads one state of the file: whatever is committed meanwhile is not seen.
   *
   * @throws TributaryException a {@link SqliteFileError}
   */
  public <T> T read(SqliteSourceFile.Reading<T> reading) {
    try {
      SqliteReadSession session = new SqliteReadSession(connection);
      session.execute("BEGIN");
      T found = reading.from(session);
      session.execute("COMMIT");
      return found;
    } catch (SQLException e) {
      throw file.failure(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw file.failure(e);
    }
  }
}
