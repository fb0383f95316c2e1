package io.tributary.validator.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A SQL statement with its parameters.
 *
 * @param sql with question marks
 * @param parameters a String, a number, a boolean or a list of Strings (an array of text) for each
 */
public record BoundStatement(String sql, List<Object> parameters) {
  /** A statement with these parameters. */
  public static BoundStatement of(String sql, Object... parameters) {
    return new BoundStatement(sql, List.of(parameters));
  }

  /** Prepares the statement on a connection; the caller closes it. */
  public PreparedStatement prepare(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.size(); i++) {
      Object parameter = parameters.get(i);
      if (parameter instanceof List<?> texts) {
        statement.setArray(i + 1, connection.createArrayOf("text", texts.toArray()));
      } else {
        statement.setObject(i + 1, parameter);
      }
    }
    return statement;
  }

  /** All rows, each as the reader makes it. */
  public <T> List<T> list(Connection connection, RowMapper<T> mapper) throws SQLException {
    List<T> found = new ArrayList<>();
    try (PreparedStatement statement = prepare(connection);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(mapper.map(rows));
      }
    }
    return found;
  }

  /** Passes every row on. */
  public void each(Connection connection, RowConsumer consumer) throws SQLException {
    try (PreparedStatement statement = prepare(connection);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        consumer.accept(rows);
      }
    }
  }

  /** The first row, if there is one. */
  public <T> Optional<T> first(Connection connection, RowMapper<T> mapper) throws SQLException {
    try (PreparedStatement statement = prepare(connection);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty();
    }
  }

  /** Runs a statement that changes rows, and answers how many. */
  public int update(Connection connection) throws SQLException {
    try (PreparedStatement statement = prepare(connection)) {
      return statement.executeUpdate();
    }
  }

  /** Makes a value of the row that a result stands at. */
  @FunctionalInterface
  public interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  /** Takes the row that a result stands at. */
  @FunctionalInterface
  public interface RowConsumer {
    void accept(ResultSet row) throws SQLException;
  }
}
