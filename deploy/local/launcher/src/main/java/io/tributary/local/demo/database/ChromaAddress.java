package io.tributary.local.demo.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** {@code chroma:///absolute/path}: a directory that the application opens by itself. */
public record ChromaAddress(Path directory) implements DatabaseAddress {
  static final String SCHEME = "chroma://";
  private static final String COLLECTIONS =
      """
      SELECT c.name, s.id FROM collections c
      JOIN databases d ON d.id = c.database_id
      JOIN segments s ON s.collection = c.id AND s.scope = 'METADATA'
      WHERE d.name = ?""";

  static ChromaAddress parse(String address) {
    return new ChromaAddress(Path.of(address.substring(SCHEME.length())));
  }

  private SqliteAddress file() {
    return new SqliteAddress(directory.resolve("chroma.sqlite3"));
  }

  @Override
  public String text() {
    return SCHEME + directory;
  }

  @Override
  public Connection open() throws SQLException {
    return file().open();
  }

  @Override
  public Connection openSnapshot() throws SQLException {
    return file().openSnapshot();
  }

  /** The collections, each with the rows of its live records. */
  @Override
  public Map<String, String> tables(Connection connection, String schema) throws SQLException {
    Map<String, String> tables = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLLECTIONS)) {
      statement.setString(1, schema);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          tables.put(
              found.getString(1),
              "(SELECT 1 FROM embeddings WHERE segment_id = '" + found.getString(2) + "') r");
        }
      }
    }
    return tables;
  }

  @Override
  public boolean legacy(int legacyPort) {
    return true;
  }

  @Override
  public WriteFailure failure(SQLException e) {
    return file().failure(e);
  }

  @Override
  public String toString() {
    return text();
  }
}
