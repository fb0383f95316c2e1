package io.tributary.local.demo.database;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** {@code postgresql://user:password@host:port/database}; the demo's passwords need no escaping. */
public record PostgresAddress(String host, int port, String database, String user, String password)
    implements DatabaseAddress {
  private static final String CONNECT_TIMEOUT_SECONDS = "10";
  private static final String SOCKET_TIMEOUT_SECONDS = "60";

  static PostgresAddress parse(String address) {
    URI uri = URI.create(address);
    String[] login = uri.getUserInfo().split(":", 2);
    return new PostgresAddress(
        uri.getHost(), uri.getPort(), uri.getPath().substring(1), login[0], login[1]);
  }

  @Override
  public String text() {
    return "postgresql://" + user + ":" + password + "@" + host + ":" + port + "/" + database;
  }

  @Override
  public Connection open() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", CONNECT_TIMEOUT_SECONDS);
    properties.setProperty("socketTimeout", SOCKET_TIMEOUT_SECONDS);
    // A process that a pooler lends for a transaction knows no statement of another one's.
    properties.setProperty("prepareThreshold", "0");
    return DriverManager.getConnection(
        "jdbc:postgresql://" + host + ":" + port + "/" + database, properties);
  }

  @Override
  public Connection openSnapshot() throws SQLException {
    Connection connection = open();
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    return connection;
  }

  @Override
  public Map<String, String> tables(Connection connection, String schema) throws SQLException {
    Map<String, String> tables = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT table_name FROM information_schema.tables"
                + " WHERE table_schema = ? AND table_type = 'BASE TABLE'")) {
      statement.setString(1, schema);
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          tables.put(found.getString(1), DatabaseAddress.relation(schema, found.getString(1)));
        }
      }
    }
    return tables;
  }

  @Override
  public boolean legacy(int legacyPort) {
    return port == legacyPort;
  }

  @Override
  public WriteFailure failure(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    // Class 08: no connection; 57P01 to 57P03: the session was ended or the server is starting.
    if (state.startsWith("08") || state.startsWith("57P0")) {
      return WriteFailure.CONNECTION_LOST;
    }
    // 25006: the table refuses writes (fence or closed target); 55P03: lock not given in time.
    return state.equals("25006") || state.equals("55P03")
        ? WriteFailure.REFUSED
        : WriteFailure.OTHER;
  }

  /** Leaves out the password. */
  @Override
  public String toString() {
    return user + "@" + host + ":" + port + "/" + database;
  }
}
