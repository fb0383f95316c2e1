package io.tributary.database;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.sql.KeepAliveSettings;
import io.tributary.common.sql.TrustedNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens sessions for one service. Secrets are read at each opening, so a rotated password is seen.
 * Thread-safe.
 */
public final class DatabaseOpener {
  /** The version of PostgreSQL whose servers look for their clients during statements. */
  private static final int CHECKING_SINCE = 14;

  private static final Duration LOGIN_LIMIT = Duration.ofSeconds(5);

  /** What the driver calls a login that a server has answered and refused. */
  private static final String LOGIN_REFUSED = "08004";

  private final SecretReader secrets;
  private final String applicationName;
  private final Duration limit;
  private final FailureMapping failures;
  private final RestingConnections resting;

  /**
   * Opens sessions under a name that servers show.
   *
   * @param secrets reads passwords
   * @param applicationName as in pg_stat_activity
   * @param limit how long a server may leave a statement unanswered, zero for ever; a session with
   *     longer ones says so by {@link DatabaseSession#answerWithin}
   * @param failures names what goes wrong at opening, and later where a session has none of its own
   */
  public DatabaseOpener(
      SecretReader secrets, String applicationName, Duration limit, FailureMapping failures) {
    this(secrets, applicationName, limit, failures, new RestingConnections());
  }

  private DatabaseOpener(
      SecretReader secrets,
      String applicationName,
      Duration limit,
      FailureMapping failures,
      RestingConnections resting) {
    this.secrets = secrets;
    this.applicationName = applicationName;
    this.limit = limit;
    this.failures = failures;
    this.resting = resting;
  }

  /** The same with other names for what goes wrong. */
  public DatabaseOpener naming(FailureMapping others) {
    return new DatabaseOpener(secrets, applicationName, limit, others, resting);
  }

  /**
   * An open session in auto-commit mode, which finds no names but PostgreSQL's own unless settings
   * or statements say where others are; the caller closes it.
   *
   * @param settings statements that make the session's settings, or none
   * @throws DatabaseFailure when there is none to be had
   */
  public DatabaseSession open(DatabaseAddress place, String settings) {
    return open(place, source(place), settings);
  }

  /**
   * The same for a look that comes again every other second: when it is closed, its connection
   * waits for the next one at the address, see {@link RestingConnections}.
   */
  public DatabaseSession openToLook(DatabaseAddress place, String settings) {
    try {
      RestingConnections.Lent lent =
          resting
              .take(place)
              .orElseGet(() -> new RestingConnections.Lent(connected(place), System.nanoTime()));
      prepare(lent.connection(), settings);
      lent.connection().setNetworkTimeout(Runnable::run, (int) limit.toMillis());
      return watched(
          place,
          new DatabaseSession(
              place, lent.connection(), failures, closed -> resting.rest(place, lent)));
    } catch (SQLException e) {
      throw failures.of(place, e);
    }
  }

  private Connection connected(DatabaseAddress place) {
    try {
      return source(place).getConnection();
    } catch (SQLException e) {
      throw failures.of(place, e);
    }
  }

  /** The same with the properties of a source of connections of the caller's. */
  public DatabaseSession open(DatabaseAddress place, PGSimpleDataSource source, String settings) {
    try {
      Connection connection = source.getConnection();
      prepare(connection, settings);
      return watched(place, new DatabaseSession(place, connection, failures, Connection::close));
    } catch (SQLException e) {
      throw failures.of(place, e);
    }
  }

  private static void prepare(Connection connection, String settings) throws SQLException {
    try {
      set(connection, TrustedNames.SQL + KeepAliveSettings.SQL + settings);
      setIfKnown(connection, KeepAliveSettings.DURING_STATEMENTS);
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private DatabaseSession watched(DatabaseAddress place, DatabaseSession session) {
    SilenceWatch.over(session, () -> answers(place));
    return session;
  }

  /** Whether a server answers a login in some seconds, be it by a refusal. */
  private boolean answers(DatabaseAddress place) {
    try (Connection login =
        ConnectionSource.of(place, secrets, applicationName, LOGIN_LIMIT).getConnection()) {
      return true;
    } catch (SQLException e) {
      String state = e.getSQLState();
      return state != null && (!state.startsWith("08") || state.equals(LOGIN_REFUSED));
    } catch (RuntimeException e) {
      // A secret that cannot be read says nothing of the server.
      return true;
    }
  }

  private static void set(Connection connection, String settings) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(settings);
    }
  }

  private static void setIfKnown(Connection connection, String setting) throws SQLException {
    if (connection.getMetaData().getDatabaseMajorVersion() >= CHECKING_SINCE) {
      try {
        set(connection, setting);
      } catch (SQLException e) {
        // The server's operating system cannot; if the session broke, its first statement tells.
        return;
      }
    }
  }

  /** Connections for a library that opens its own, and for properties that one caller needs. */
  public PGSimpleDataSource source(DatabaseAddress place) {
    return ConnectionSource.of(place, secrets, applicationName, limit);
  }
}
