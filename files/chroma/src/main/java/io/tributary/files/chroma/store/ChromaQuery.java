package io.tributary.files.chroma.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Statements that only read. */
record ChromaQuery(Connection connection) {
  <T> List<T> list(String sql, RowMapper<T> mapper, Object... parameters) throws SQLException {
    List<T> rows = new ArrayList<>();
    each(sql, row -> rows.add(mapper.map(row)), parameters);
    return rows;
  }

  void each(String sql, RowReader reader, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          reader.read(result);
        }
      }
    }
  }

  /** Takes what it needs of one row. */
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /** Makes something of one row. */
  interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }
}
