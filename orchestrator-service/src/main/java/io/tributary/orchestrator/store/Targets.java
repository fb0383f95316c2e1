package io.tributary.orchestrator.store;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Connection;
import io.tributary.common.secret.SecretReader;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens sessions at targets and brings Tributary's own schema there up to date, once per target and
 * process. Secrets are read at each opening. Thread-safe.
 */
public final class Targets {
  private static final String SCHEMA = "tributary";
  private static final int CONNECT_TIMEOUT_SECONDS = 5;

  /** A target that hangs must not keep the deadline of a cutover from being seen. */
  private static final int SOCKET_TIMEOUT_SECONDS = 5;

  private static final int PREPARE_ATTEMPTS = 3;

  /** The newest script in db/tributary. */
  static final int NEWEST = 4;

  private final SecretReader secrets;
  private final Set<String> prepared = ConcurrentHashMap.newKeySet();
  private final Map<String, Object> preparing = new ConcurrentHashMap<>();

  /** Secrets come through this reader. */
  public Targets(SecretReader secrets) {
    this.secrets = secrets;
  }

  /**
   * An open session; the caller closes it.
   *
   * @throws TributaryException a {@link StoreError}, or the error of a missing secret
   */
  public TargetSession open(Connection target) {
    PGSimpleDataSource database = database(target);
    prepare(target, database);
    try {
      return new TargetSession(target, database.getConnection());
    } catch (SQLException e) {
      throw failure(target, e);
    }
  }

  private PGSimpleDataSource database(Connection target) {
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

  private void prepare(Connection target, PGSimpleDataSource database) {
    if (!prepared.contains(target.display())) {
      // The migrations of one target come at once after a restart: the first does it for all.
      synchronized (preparing.computeIfAbsent(target.display(), any -> new Object())) {
        if (!upToDate(target, database)) {
          migrate(target, database);
        }
        prepared.add(target.display());
      }
    }
  }

  private static boolean upToDate(Connection target, PGSimpleDataSource database) {
    try {
      return StateVersion.of(database) >= NEWEST;
    } catch (SQLException e) {
      throw failure(target, e);
    }
  }

  private static void migrate(Connection target, PGSimpleDataSource database) {
    for (int attempt = 1; ; attempt++) {
      try {
        Flyway.configure(Targets.class.getClassLoader())
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
  static TributaryException failure(Connection target, SQLException e) {
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
                  + ". Run there: GRANT CREATE ON DATABASE … TO the role.";
          case STATEMENT, CONFLICT, LOST -> "A statement failed at " + where + ".";
        };
    return new TributaryException(
        error,
        message + " The server said: " + e.getMessage(),
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
