package io.tributary.local.chroma;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** The SQLite file of a directory, as an application has it open. */
final class ChromaFile implements AutoCloseable {
  private final Connection connection;
  private final boolean searchable;

  ChromaFile(Path root, @Nullable ChromaTables tables) throws SQLException {
    // DriverManager takes drivers of one class loader; tests live in several.
    this.connection =
        new SQLiteConfig().createConnection("jdbc:sqlite:" + root.resolve("chroma.sqlite3"));
    update("PRAGMA busy_timeout = 60000");
    if (tables != null) {
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(tables.sql());
      }
    }
    searchable =
        number("SELECT count(*) FROM sqlite_master WHERE name = 'embedding_fulltext_search'") == 1;
  }

  void update(String sql, @Nullable Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      statement.execute();
    }
  }

  /** Whether its version has the table for searching documents that it has today. */
  boolean searchable() {
    return searchable;
  }

  /** The first column of the first row, 0 without one. */
  long number(String sql, @Nullable Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  /** What is made of rows, before the first of which the cursor stands. */
  <T> T read(String sql, Rows<T> rows, @Nullable Object... parameters)
      throws SQLException, IOException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet row = statement.executeQuery()) {
        return rows.read(row);
      }
    }
  }

  /** Reads rows. */
  interface Rows<T> {
    T read(ResultSet row) throws SQLException, IOException;
  }

  private static void bind(PreparedStatement statement, @Nullable Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
