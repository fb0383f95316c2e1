package io.tributary.mapping.conversion;

import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A column of a real SQLite database, which stores a value in its own way. */
final class StoredColumn {
  private final Connection sqlite;
  private final Affinity affinity;
  private final String table;

  StoredColumn(Connection sqlite, Affinity affinity) throws SQLException {
    this.sqlite = sqlite;
    this.affinity = affinity;
    this.table = "\"" + affinity + "\"";
    String type = affinity == Affinity.BLOB ? "" : affinity.name();
    try (Statement statement = sqlite.createStatement()) {
      statement.execute("CREATE TABLE " + table + " (id INTEGER PRIMARY KEY, v " + type + ")");
    }
  }

  Affinity affinity() {
    return affinity;
  }

  /** Stores a value and reads what is there then. */
  SourceValue store(SourceValue value) throws SQLException {
    try (PreparedStatement insert =
            sqlite.prepareStatement("INSERT OR REPLACE INTO " + table + " VALUES (1, ?)");
        PreparedStatement select =
            sqlite.prepareStatement("SELECT typeof(v), v, CAST(v AS BLOB) FROM " + table)) {
      bind(insert, value);
      insert.executeUpdate();
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return switch (row.getString(1)) {
          case "null" -> SourceValue.NULL;
          case "integer" -> new SourceValue.Whole(row.getLong(2));
          case "real" -> new SourceValue.Real(row.getDouble(2));
          case "text" -> new SourceValue.Text(new String(row.getBytes(3), StandardCharsets.UTF_8));
          default -> new SourceValue.Bytes(row.getBytes(2));
        };
      }
    }
  }

  private static void bind(PreparedStatement insert, SourceValue value) throws SQLException {
    if (value instanceof SourceValue.Whole whole) {
      insert.setLong(1, whole.value());
    } else if (value instanceof SourceValue.Real real) {
      insert.setDouble(1, real.value());
    } else if (value instanceof SourceValue.Text text) {
      insert.setString(1, text.value());
    } else if (value instanceof SourceValue.Bytes bytes) {
      insert.setBytes(1, bytes.value());
    } else {
      insert.setObject(1, null);
    }
  }
}
