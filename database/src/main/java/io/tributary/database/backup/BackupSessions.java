package io.tributary.database.backup;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.sql.Sql;
import io.tributary.common.sql.TrustedNames;
import io.tributary.common.sql.ValueSettings;
import io.tributary.database.ConnectionSource;
import io.tributary.database.SchemaLogin;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postgresql.PGConnection;

/**
 * Opens the sessions of one trial of backups, and breaks off those that read. {@link #stop} may
 * come from any thread.
 */
final class BackupSessions {
  private static final String NAME = "tributary-backup-check";

  /** They rest while programs run. */
  private static final String RESTING =
      "SET idle_session_timeout = 0; SET idle_in_transaction_session_timeout = 0;"
          + " SET statement_timeout = 0";

  private final SecretReader secrets;
  private final List<Connection> reading = new CopyOnWriteArrayList<>();
  private volatile boolean stopped;

  BackupSessions(SecretReader secrets) {
    this.secrets = secrets;
  }

  /** One by which something is made and dropped again, so that it is not broken off. */
  Connection lasting(DatabaseAddress place) throws SQLException {
    Connection connection =
        ConnectionSource.of(place, secrets, NAME, Duration.ZERO).getConnection();
    execute(connection, ValueSettings.SQL + TrustedNames.SQL + RESTING);
    return connection;
  }

  /** One that reads as Tributary's role. */
  Connection reading(DatabaseAddress place) throws SQLException, InterruptedException {
    Connection connection = lasting(place);
    reading.add(connection);
    if (stopped) {
      connection.close();
      throw new InterruptedException();
    }
    return connection;
  }

  /** One that reads as the role of a schema. */
  Connection reading(SchemaLogin login) throws SQLException, InterruptedException {
    Connection connection = reading(login.address());
    if (login.acting().isPresent()) {
      execute(connection, "SET ROLE " + Sql.identifier(login.role()));
    }
    return connection;
  }

  /** Begins a transaction that cannot write and sees one snapshot; what the statement answers. */
  static String begin(Connection connection, String first) throws SQLException {
    connection.setAutoCommit(false);
    execute(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    if (first.startsWith("SELECT")) {
      return new ContentQuery(connection).texts(first).get(0);
    }
    execute(connection, first);
    return "";
  }

  boolean stopped() {
    return stopped;
  }

  /** Nothing is read any more. */
  void stop() {
    stopped = true;
    for (Connection connection : reading) {
      try {
        connection.unwrap(PGConnection.class).cancelQuery();
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        // It is closed already, which is what was asked for.
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
