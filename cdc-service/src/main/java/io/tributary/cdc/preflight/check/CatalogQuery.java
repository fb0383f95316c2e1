package io.tributary.cdc.preflight.check;

import io.tributary.cdc.database.Databases;
import io.tributary.checks.existing.ConnectionDdl;
import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.model.DatabaseAddress;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Asks one open connection; nothing is changed. Not thread-safe. */
public final class CatalogQuery {
  private final java.sql.Connection connection;

  public CatalogQuery(java.sql.Connection connection) {
    this.connection = connection;
  }

  /** Reads one row. */
  public interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** All rows; parameters are bound as they are, and string arrays as text[]. */
  public <T> List<T> list(String sql, Row<T> row, Object... parameters) throws SQLException {
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
  public List<String> texts(String sql, Object... parameters) throws SQLException {
    return list(sql, row -> row.getString(1), parameters);
  }

  /** The first column of the only row. */
  public String text(String sql, Object... parameters) throws SQLException {
    return texts(sql, parameters).get(0);
  }

  /** The first column of the only row, as a number. */
  public long number(String sql, Object... parameters) throws SQLException {
    return list(sql, row -> row.getLong(1), parameters).get(0);
  }

  /** The first column of the only row, as a boolean. */
  public boolean truth(String sql, Object... parameters) throws SQLException {
    return list(sql, row -> row.getBoolean(1), parameters).get(0);
  }

  /** Does something in a transaction that is rolled back, whatever comes of it. */
  public <T> T inUndoneTransaction(DatabaseAddress place, Function<DdlTarget, T> work)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      return work.apply(new ConnectionDdl(connection, e -> Databases.failure(place, e)));
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** Runs statements for their error alone; they are rolled back. */
  public void attempt(String... statements) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }
}
