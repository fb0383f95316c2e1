package io.tributary.database;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.secret.SecretReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens sessions for one service. Secrets are read at each opening, so a rotated password is seen.
 * Thread-safe.
 */
public final class DatabaseOpener {
  private static final int CONNECT_SECONDS = 5;

  private final SecretReader secrets;
  private final String applicationName;
  private final FailureMapping failures;

  /**
   * Opens sessions under a name that servers show.
   *
   * @param secrets reads passwords
   * @param applicationName as in pg_stat_activity
   * @param failures names what goes wrong at opening, and later where a session has none of its own
   */
  public DatabaseOpener(SecretReader secrets, String applicationName, FailureMapping failures) {
    this.secrets = secrets;
    this.applicationName = applicationName;
    this.failures = failures;
  }

  /** The same with other names for what goes wrong. */
  public DatabaseOpener naming(FailureMapping others) {
    return new DatabaseOpener(secrets, applicationName, others);
  }

  /**
   * An open session in auto-commit mode; the caller closes it.
   *
   * @param settings statements that make the session's settings, or none
   * @throws DatabaseFailure when there is none to be had
   */
  public DatabaseSession open(DatabaseAddress place, String settings) {
    return open(place, source(place), settings);
  }

  /** The same with the properties of a source of connections of the caller's. */
  public DatabaseSession open(DatabaseAddress place, PGSimpleDataSource source, String settings) {
    try {
      Connection connection = source.getConnection();
      try (Statement statement = connection.createStatement()) {
        if (!settings.isEmpty()) {
          statement.execute(settings);
        }
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
      return new DatabaseSession(place, connection, failures);
    } catch (SQLException e) {
      throw failures.of(place, e);
    }
  }

  /** Connections for a library that opens its own, and for properties that one caller needs. */
  public PGSimpleDataSource source(DatabaseAddress place) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(place.jdbcUrl());
    source.setUser(place.user());
    if (place.password() != null) {
      source.setPassword(secrets.read(place.password()));
    }
    source.setApplicationName(applicationName);
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(CONNECT_SECONDS);
    source.setTcpKeepAlive(true);
    return source;
  }
}
