package io.tributary.orchestrator.store;

import io.tributary.common.error.Sentences;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.sql.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens sessions at targets and brings Tributary's own schema there up to date, once per database
 * and process: one that was dropped and made anew is another. Secrets are read at each opening.
 * Thread-safe.
 */
public final class TargetDatabases {
  private static final String SCHEMA = "tributary";
  private static final int CONNECT_TIMEOUT_SECONDS = 5;

  /** A target that hangs must not keep the deadline of a cutover from being seen. */
  private static final int SOCKET_TIMEOUT_SECONDS = 5;

  private static final int PREPARE_ATTEMPTS = 3;
  private static final String OID =
      "SELECT oid::bigint FROM pg_catalog.pg_database"
          + " WHERE datname = pg_catalog.current_database()";

  /** The newest script in db/tributary. */
  static final int NEWEST = 5;

  private final SecretReader secrets;

  /** By target, the oid of the database that was brought up to date. */
  private final Map<String, Long> prepared = new ConcurrentHashMap<>();

  private final Map<String, Object> preparing = new ConcurrentHashMap<>();

  /** Secrets come through this reader. */
  public TargetDatabases(SecretReader secrets) {
    this.secrets = secrets;
  }

  /**
   * An open session; the caller closes it.
   *
   * @throws TributaryException a {@link StoreError}, or the error of a missing secret
   */
  public TargetSession open(DatabaseAddress target) {
    PGSimpleDataSource database = database(target);
    java.sql.Connection connection = null;
    try {
      connection = database.getConnection();
      prepare(target, database, oid(connection));
      return new TargetSession(target, connection);
    } catch (SQLException e) {
      throw failure(target, close(connection, e));
    } catch (TributaryException e) {
      throw close(connection, e);
    }
  }

  private static long oid(java.sql.Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(OID)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static <E extends Exception> E close(java.sql.Connection connection, E why) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      why.addSuppressed(e);
    }
    return why;
  }

  private PGSimpleDataSource database(DatabaseAddress target) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(target.jdbcUrl());
    database.setUser(target.user());
    if (target.password() != null) {
      database.setPassword(secrets.read(target.password()));
    }
    database.setApplicationName("tributary-orchestrator");
    database.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
    database.setLoginTimeout(CONNECT_TIMEOUT_SECONDS);
    database.setSocketTimeout(SOCKET_TIMEOUT_SECONDS);
    database.setTcpKeepAlive(true);
    return database;
  }

  private void prepare(DatabaseAddress target, PGSimpleDataSource database, Long oid) {
    if (!oid.equals(prepared.get(target.display()))) {
      // The migrations of one target come at once after a restart: the first does it for all.
      synchronized (preparing.computeIfAbsent(target.display(), any -> new Object())) {
        if (!upToDate(target, database)) {
          migrate(target, database);
        }
        prepared.put(target.display(), oid);
      }
    }
  }

  private static boolean upToDate(DatabaseAddress target, PGSimpleDataSource database) {
    try {
      return StateVersion.of(database) >= NEWEST;
    } catch (SQLException e) {
      throw failure(target, e);
    }
  }

  private static void migrate(DatabaseAddress target, PGSimpleDataSource database) {
    for (int attempt = 1; ; attempt++) {
      try {
        Flyway.configure(TargetDatabases.class.getClassLoader())
            .dataSource(database)
            .schemas(SCHEMA)
            .locations("classpath:db/tributary")
            .load()
            .migrate();
        return;
      } catch (FlywayException e) {
        // Another service may be creating the same schema in this moment.
        if (attempt == PREPARE_ATTEMPTS) {
          throw failure(target, sqlCause(e));
        }
      }
    }
  }

  private static SQLException sqlCause(FlywayException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return new SQLException(e.getMessage(), e);
  }

  /** What a failed login or statement means to the operator. */
  static TributaryException failure(DatabaseAddress target, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    StoreError error = kind(state);
    String where = "target " + target.display() + " as user " + target.user();
    String message =
        switch (error) {
          case UNREACHABLE -> "No connection to " + where + ". Check its address and the server.";
          case PASSWORD -> "Login refused at " + where + ". Check user and password in the file.";
          case NO_DATABASE -> "There is no database at " + where + ". Create it, or mend its name.";
          case DENIED ->
              "Schema tributary cannot be written at "
                  + where
                  + ". Run there: `GRANT CREATE ON DATABASE %s TO %s;`"
                      .formatted(Sql.identifier(target.database()), Sql.identifier(target.user()));
          case STATEMENT, CONFLICT, LOST -> "A statement failed at " + where + ".";
        };
    return new TributaryException(
        error,
        message + " The reason: " + Sentences.of(e) + ".",
        Map.of("database", target.display(), "user", target.user(), "sqlState", state),
        e);
  }

  private static StoreError kind(String state) {
    // 08004: the driver has no password although the server asks for one.
    if (state.startsWith("28") || state.equals("08004")) {
      return StoreError.PASSWORD;
    }
    if (state.equals("3D000")) {
      return StoreError.NO_DATABASE;
    }
    if (state.equals("42501")) {
      return StoreError.DENIED;
    }
    return state.startsWith("08") || state.startsWith("57P") || state.isEmpty()
        ? StoreError.UNREACHABLE
        : StoreError.STATEMENT;
  }
}
