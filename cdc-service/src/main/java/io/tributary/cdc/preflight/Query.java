package io.tributary.cdc.preflight;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Asks one open connection; nothing is changed. Not thread-safe. */
final class Query {
  private final Connection connection;

  Query(Connection connection) {
    this.connection = connection;
  }

  /** Reads one row. */
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** All rows; parameters are bound as they are, and string arrays as text[]. */
  <T> List<T> list(String sql, Row<T> row, Object... parameters) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        Object value = parameters[i];
        query.setObject(
            i + 1,
            value instanceof Object[] array ? connection.createArrayOf("text", array) : value);
      }
      try (ResultSet rows = query.executeQuery()) {
        List<T> all = new ArrayList<>();
        while (rows.next()) {
          all.add(row.of(rows));
        }
        return all;
      }
    }
  }

  /** The first column of every row. */
  List<String> texts(String sql, Object... parameters) throws SQLException {
    return list(sql, row -> row.getString(1), parameters);
  }

  /** The first column of the only row. */
  String text(String sql, Object... parameters) throws SQLException {
    return texts(sql, parameters).get(0);
  }

  /** The first column of the only row, as a number. */
  long number(String sql, Object... parameters) throws SQLException {
    return list(sql, row -> row.getLong(1), parameters).get(0);
  }

  /** The first column of the only row, as a boolean. */
  boolean truth(String sql, Object... parameters) throws SQLException {
    return list(sql, row -> row.getBoolean(1), parameters).get(0);
  }

  /** Runs a statement for its error alone; it is rolled back. */
  void attempt(String sql) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
