package io.tributary.files.sqlite.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sqlite.ProgressHandler;

/**
 * One reading of a file. Not thread-safe.
 *
 * @param connection to the file
 */
public record SqliteReadSession(Connection connection) {
  private static final int STEPS = 1_000;
  private static final int PRIMARY = 0xff;
  private static final int INTERRUPTED = 9;

  /** Reads one row. */
  @FunctionalInterface
  public interface Row<T> {
    /** Reads it. */
    T read(ResultSet row) throws SQLException;
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The rows of a query. */
  public <T> List<T> list(String sql, Row<T> row, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<T> found = new ArrayList<>();
        while (rows.next()) {
          found.add(row.read(rows));
        }
        return found;
      }
    }
  }

  /** The first column of the first row, empty for no row or NULL. */
  public Optional<String> text(String sql, Object... parameters) throws SQLException {
    return list(sql, row -> Optional.ofNullable(row.getString(1)), parameters).stream()
        .findFirst()
        .flatMap(found -> found);
  }

  /** The same, given up after so many milliseconds: then it is empty, too. */
  public Optional<String> textWithin(String sql, long millis) throws SQLException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    ProgressHandler.setHandler(
        connection,
        STEPS,
        new ProgressHandler() {
          @Override
          protected int progress() {
            return System.nanoTime() > end ? 1 : 0;
          }
        });
    try {
      return text(sql);
    } catch (SQLException e) {
      if ((e.getErrorCode() & PRIMARY) == INTERRUPTED) {
        return Optional.empty();
      }
      throw e;
    } finally {
      ProgressHandler.clearHandler(connection);
    }
  }

  /** The first column of the first row as a number, empty for no row or NULL. */
  public Optional<Long> number(String sql, Object... parameters) throws SQLException {
    return text(sql, parameters).map(Long::parseLong);
  }
}
