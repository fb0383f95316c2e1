package io.tributary.local.catalog;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.sql.TrustedNames;
import io.tributary.database.ConnectionSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** A session that only reads a PostgreSQL database, and waits for nothing long. Not thread-safe. */
public final class LookConnection implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final Connection connection;

  private LookConnection(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens it.
   *
   * @param command which looks; the server's list of sessions has it
   */
  public static LookConnection open(DatabaseAddress place, SecretReader secrets, String command)
      throws SQLException {
    PGSimpleDataSource opener = ConnectionSource.of(place, secrets, "tributary-" + command, LIMIT);
    opener.setReadOnly(true);
    Connection connection = opener.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute(TrustedNames.SQL);
      statement.execute("SET statement_timeout = '10s'; SET lock_timeout = '2s'");
      return new LookConnection(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Opens one that sees a single state of the database and may take its time.
   *
   * @param command which looks; the server's list of sessions has it
   */
  public static LookConnection snapshot(DatabaseAddress place, SecretReader secrets, String command)
      throws SQLException {
    PGSimpleDataSource opener =
        ConnectionSource.of(place, secrets, "tributary-" + command, Duration.ZERO);
    opener.setReadOnly(true);
    Connection connection = opener.getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute(TrustedNames.SQL);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      return new LookConnection(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** A setting of the session. */
  public void set(String name, String value) throws SQLException {
    list("SELECT pg_catalog.set_config(?, ?, false)", row -> row.getString(1), name, value);
  }

  /** Reads one row. */
  public interface Row<T> {
    /** Makes a value of it. */
    T read(ResultSet row) throws SQLException;
  }

  /** All rows of a query. */
  public <T> List<T> list(String sql, Row<T> row, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(
            i + 1,
            parameters[i] instanceof String[] texts
                ? connection.createArrayOf("text", texts)
                : parameters[i]);
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

  /** The first column of all rows, joined. */
  public String text(String sql) throws SQLException {
    return String.join("", list(sql, row -> String.valueOf(row.getString(1))));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
