package io.tributary.local.demo.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** {@code sqlite:///absolute/path}: a file that the application opens by itself. */
public record SqliteAddress(Path file) implements DatabaseAddress {
  static final String SCHEME = "sqlite://";
  private static final String BUSY_MILLIS = "5000";

  /** Whoever looks has to wait for what comes back in large transactions. */
  private static final String LOOKING_MILLIS = "60000";

  private static final int PRIMARY_CODE = 0xff;

  /**
   * Without SQLite's own tables, the capture's, and what virtual tables keep inside. A vec0 table
   * is one of the application's, and without its module its rows can be counted by their ids alone.
   */
  private static final String TABLES =
      """
      SELECT t.name, t.name FROM sqlite_master t
      WHERE t.type = 'table' AND t.name NOT GLOB 'sqlite_*' AND t.name NOT GLOB '_tributary_*'
        AND NOT EXISTS (SELECT 1 FROM sqlite_master v
                         WHERE v.sql LIKE 'CREATE VIRTUAL %'
                           AND (t.name = v.name OR t.name GLOB v.name || '_*'))
      UNION ALL
      SELECT name, name || '_rowids' FROM sqlite_master
      WHERE sql LIKE 'CREATE VIRTUAL TABLE%USING vec0%'""";

  static SqliteAddress parse(String address) {
    return new SqliteAddress(Path.of(address.substring(SCHEME.length())));
  }

  @Override
  public String text() {
    return SCHEME + file;
  }

  @Override
  public Connection open() throws SQLException {
    return open(BUSY_MILLIS);
  }

  private Connection open(String busyMillis) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("busy_timeout", busyMillis);
    return DriverManager.getConnection("jdbc:sqlite:" + file, properties);
  }

  @Override
  public Connection openSnapshot() throws SQLException {
    Connection connection = open(LOOKING_MILLIS);
    connection.setAutoCommit(false);
    return connection;
  }

  @Override
  public Map<String, String> tables(Connection connection, String schema) throws SQLException {
    Map<String, String> tables = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(TABLES)) {
      while (found.next()) {
        tables.put(found.getString(1), DatabaseAddress.relation(schema, found.getString(2)));
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
    SQLiteErrorCode code =
        e instanceof SQLiteException known ? known.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
    boolean busy = (code.code & PRIMARY_CODE) == SQLiteErrorCode.SQLITE_BUSY.code;
    boolean refused = code == SQLiteErrorCode.SQLITE_CONSTRAINT_TRIGGER;
    return busy || refused ? WriteFailure.REFUSED : WriteFailure.OTHER;
  }

  @Override
  public String toString() {
    return text();
  }
}
