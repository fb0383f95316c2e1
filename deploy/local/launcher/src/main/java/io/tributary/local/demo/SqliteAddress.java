package io.tributary.local.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.sqlite.SQLiteErrorCode;

/** {@code sqlite:///absolute/path}: a file that the application opens by itself. */
record SqliteAddress(Path file) implements DatabaseAddress {
  static final String SCHEME = "sqlite://";
  private static final String BUSY_MILLIS = "5000";
  private static final int PRIMARY_CODE = 0xff;

  /** Without SQLite's own tables, the capture's, and what virtual tables keep inside. */
  private static final String TABLES =
      """
      SELECT t.name FROM sqlite_master t
      WHERE t.type = 'table' AND t.name NOT GLOB 'sqlite_*' AND t.name NOT GLOB '_tributary_*'
        AND NOT EXISTS (SELECT 1 FROM sqlite_master v
                         WHERE v.sql LIKE 'CREATE VIRTUAL %'
                           AND (t.name = v.name OR t.name GLOB v.name || '_*'))""";

  static SqliteAddress parse(String address) {
    return new SqliteAddress(Path.of(address.substring(SCHEME.length())));
  }

  @Override
  public String text() {
    return SCHEME + file;
  }

  /** Takes the write lock at the start of a transaction, as writers with a busy timeout should. */
  @Override
  public Connection open() throws SQLException {
    return open("IMMEDIATE");
  }

  @Override
  public Connection openSnapshot() throws SQLException {
    Connection connection = open("DEFERRED");
    connection.setAutoCommit(false);
    return connection;
  }

  private Connection open(String transaction) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("busy_timeout", BUSY_MILLIS);
    properties.setProperty("transaction_mode", transaction);
    return DriverManager.getConnection("jdbc:sqlite:" + file, properties);
  }

  @Override
  public List<String> tables(Connection connection, String schema) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(TABLES)) {
      while (found.next()) {
        tables.add(found.getString(1));
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
    boolean busy = (e.getErrorCode() & PRIMARY_CODE) == SQLiteErrorCode.SQLITE_BUSY.code;
    boolean refused = e.getErrorCode() == SQLiteErrorCode.SQLITE_CONSTRAINT_TRIGGER.code;
    return busy || refused ? WriteFailure.REFUSED : WriteFailure.OTHER;
  }

  @Override
  public String toString() {
    return text();
  }
}
