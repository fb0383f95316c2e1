package io.tributary.connect.chroma.writer;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The SQLite file of a directory, as an application has it open. */
final class ChromaFile implements AutoCloseable {
  private final Connection connection;

  ChromaFile(Path root, ChromaTables tables) throws SQLException {
    this.connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("chroma.sqlite3"));
    update("PRAGMA busy_timeout = 60000");
    if (tables != null) {
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(tables.sql());
      }
    }
  }

  void update(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.execute();
    }
  }

  /** The first column of the first row, 0 without one. */
  long number(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
