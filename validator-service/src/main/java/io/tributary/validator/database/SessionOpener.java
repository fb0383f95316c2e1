package io.tributary.validator.database;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.secret.SecretReader;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Opens sessions to PostgreSQL. Secrets are read at each opening. Thread-safe. */
public final class SessionOpener {
  private static final String CONNECT_TIMEOUT_SECONDS = "5";

  private final SecretReader secrets;

  /** Opens sessions with secrets from that reader. */
  public SessionOpener(SecretReader secrets) {
    this.secrets = secrets;
  }

  /**
   * A session with the settings that make text forms equal.
   *
   * @throws io.tributary.common.error.TributaryException when there is none to be had
   */
  public ReadingSession open(DatabaseAddress address) {
    return open(address, SessionSettings.SQL);
  }

  /**
   * The same, which may fill temporary tables of its own besides.
   *
   * @throws io.tributary.common.error.TributaryException when there is none to be had
   */
  public ReadingSession openForCopies(DatabaseAddress address) {
    return open(address, SessionSettings.SQL + "SET default_transaction_read_only = off;");
  }

  private ReadingSession open(DatabaseAddress address, String settings) {
    Properties properties = new Properties();
    properties.setProperty("user", address.user());
    if (address.password() != null) {
      properties.setProperty("password", secrets.read(address.password()));
    }
    properties.setProperty("ApplicationName", "tributary-validator");
    properties.setProperty("connectTimeout", CONNECT_TIMEOUT_SECONDS);
    properties.setProperty("loginTimeout", CONNECT_TIMEOUT_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    try {
      java.sql.Connection connection = DriverManager.getConnection(address.jdbcUrl(), properties);
      try (Statement statement = connection.createStatement()) {
        statement.execute(settings);
        connection.setTransactionIsolation(java.sql.Connection.TRANSACTION_REPEATABLE_READ);
        return new ReadingSession(address, connection);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw ConnectionFailures.of(address, e);
    }
  }
}
