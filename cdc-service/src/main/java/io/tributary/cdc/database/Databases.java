package io.tributary.cdc.database;

import io.tributary.common.error.Sentences;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.sql.ValueSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;

/**
 * Opens JDBC connections, one per call; the caller closes them. Secrets are read at each call, so a
 * rotated password is seen. Thread-safe.
 */
@ApplicationScoped
public class Databases {
  private static final int CONNECT_TIMEOUT_SECONDS = 5;
  private static final String NEVER_ENDED =
      "-c idle_session_timeout=0 -c idle_in_transaction_session_timeout=0 -c statement_timeout=0"
          + " -c lock_timeout=0";

  /** What a role presets neither changes values nor keeps statements from writing. */
  private static final String SETTINGS =
      ValueSettings.SQL + "SET default_transaction_read_only = off";

  private final SecretReader secrets = new SecretReader();

  /**
   * An open connection in auto-commit mode, which reads and prints values alike wherever it leads.
   *
   * @throws TributaryException a {@link DatabaseError}, naming address and user, never the password
   */
  public java.sql.Connection open(DatabaseAddress connection) {
    java.sql.Connection opened = open(connection, Map.of());
    try (Statement settings = opened.createStatement()) {
      settings.execute(SETTINGS);
      return opened;
    } catch (SQLException e) {
      close(opened);
      throw failure(connection, e);
    }
  }

  /**
   * The same for commands of the replication protocol; nothing that the server presets ends it
   * while it is idle.
   */
  public java.sql.Connection openReplication(DatabaseAddress connection) {
    return open(
        connection,
        Map.of(
            "replication", "database",
            "preferQueryMode", "simple",
            "assumeMinServerVersion", "14",
            "options", NEVER_ENDED));
  }

  private java.sql.Connection open(DatabaseAddress connection, Map<String, String> further) {
    Properties properties = new Properties();
    further.forEach(properties::setProperty);
    properties.setProperty("user", connection.user());
    if (connection.password() != null) {
      properties.setProperty("password", secrets.read(connection.password()));
    }
    properties.setProperty("ApplicationName", "tributary");
    properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT_SECONDS));
    properties.setProperty("loginTimeout", String.valueOf(CONNECT_TIMEOUT_SECONDS));
    properties.setProperty("tcpKeepAlive", "true");
    try {
      return DriverManager.getConnection(connection.jdbcUrl(), properties);
    } catch (SQLException e) {
      throw failure(connection, e);
    }
  }

  private static void close(java.sql.Connection opened) {
    try {
      opened.close();
    } catch (SQLException e) {
      // The failure before it is told.
    }
  }

  /** What a failed statement or login means to the operator. */
  public static TributaryException failure(DatabaseAddress connection, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String where = connection.display() + " as user " + connection.user();
    Map<String, String> fields =
        Map.of("database", connection.display(), "user", connection.user(), "sqlState", state);
    if (state.startsWith("28")) {
      return new TributaryException(
          DatabaseError.PASSWORD,
          "The server refused the login to " + where + ". Check user and password in the file.",
          fields,
          e);
    }
    if (state.equals("3D000")) {
      return new TributaryException(
          DatabaseError.MISSING,
          "There is no database at " + where + ". Check its name in the migration file.",
          fields,
          e);
    }
    if (state.startsWith("53")) {
      return new TributaryException(
          DatabaseError.CONNECTIONS,
          "The server has no room for " + where + ": " + Sentences.of(e) + ".",
          fields,
          e);
    }
    if (state.startsWith("08") || state.startsWith("57")) {
      return new TributaryException(
          DatabaseError.UNREACHABLE,
          "No connection to " + where + ": " + Sentences.of(e) + ". Check address and server.",
          fields,
          e);
    }
    return new TributaryException(
        DatabaseError.STATEMENT,
        "A statement failed at " + where + ": " + Sentences.of(e) + ".",
        fields,
        e);
  }
}
