package io.tributary.files.sqlite;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * One connection to the file. Transactions are begun and ended by statements, so that a read can
 * span several polls. Not thread-safe. Never opens the file by other means: closing any other
 * handle of this process would drop SQLite's locks.
 */
public final class SqliteSession implements AutoCloseable {
  private final Connection connection;
  private boolean open;

  private SqliteSession(Connection connection) {
    this.connection = connection;
  }

  /** Somebody else's connection, which stays theirs. */
  public static SqliteSession on(Connection connection) {
    return new SqliteSession(connection);
  }

  /** Opens an existing file for reading and writing; the timeout is SQLite's busy timeout. */
  public static SqliteSession open(Path file, int busyMillis) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setOpenMode(SQLiteOpenMode.READWRITE);
    config.setBusyTimeout(busyMillis);
    return new SqliteSession(config.createConnection(address(file)));
  }

  /**
   * The driver's address of a file. As a URI, because the driver takes everything behind a question
   * mark in a bare name for settings of its own.
   */
  public static String address(Path file) {
    return "jdbc:sqlite:" + file.toAbsolutePath().toUri();
  }

  public Connection connection() {
    return connection;
  }

  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs a statement with parameters and answers how many rows it changed. */
  public int update(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      return statement.executeUpdate();
    }
  }

  /** The first column of the first row as a number, empty for no row or NULL. */
  public Optional<Long> number(String sql, Object... parameters) throws SQLException {
    List<Optional<Long>> found =
        list(
            sql,
            row -> {
              long number = row.getLong(1);
              return row.wasNull() ? Optional.empty() : Optional.of(number);
            },
            parameters);
    return found.isEmpty() ? Optional.empty() : found.get(0);
  }

  public Optional<String> text(String sql, Object... parameters) throws SQLException {
    List<Optional<String>> found =
        list(sql, row -> Optional.ofNullable(row.getString(1)), parameters);
    return found.isEmpty() ? Optional.empty() : found.get(0);
  }

  public <T> List<T> list(String sql, RowMapper<T> mapper, Object... parameters)
      throws SQLException {
    List<T> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(mapper.map(result));
        }
      }
    }
    return rows;
  }

  private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  /** Begins a transaction; the kind is DEFERRED, IMMEDIATE or EXCLUSIVE. */
  public void begin(String kind) throws SQLException {
    execute("BEGIN " + kind);
    open = true;
  }

  public void commit() throws SQLException {
    execute("COMMIT");
    open = false;
  }

  /** Ends a transaction, if one is open, without keeping what it wrote. */
  public void rollback() throws SQLException {
    if (open) {
      open = false;
      try {
        execute("ROLLBACK");
      } catch (SQLException e) {
        // An error such as a full disk has ended the transaction already.
        if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
          throw e;
        }
      }
    }
  }

  public boolean inTransaction() {
    return open;
  }

  public long schemaVersion() throws SQLException {
    return number("PRAGMA schema_version").orElse(0L);
  }

  public long contentVersion() throws SQLException {
    return number("PRAGMA data_version").orElse(0L);
  }

  public boolean writeAheadLog() throws SQLException {
    return "wal".equalsIgnoreCase(text("PRAGMA journal_mode").orElse(""));
  }

  /** What the bytes of its TEXT values are. */
  public Charset encoding() throws SQLException {
    return switch (text("PRAGMA encoding").orElse("UTF-8")) {
      case "UTF-16le" -> StandardCharsets.UTF_16LE;
      case "UTF-16be" -> StandardCharsets.UTF_16BE;
      default -> StandardCharsets.UTF_8;
    };
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** Reads one row. */
  public interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }
}
