package io.tributary.orchestrator.store;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.sql.TrustedNames;
import io.tributary.database.ConnectionSource;
import io.tributary.database.DatabaseOpener;
import io.tributary.database.DatabaseSession;
import io.tributary.database.FailureMapping;
import io.tributary.database.SchemaOwner;
import io.tributary.database.StateVersion;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
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

  /** A target that hangs must not keep the deadline of a cutover from being seen. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private static final int PREPARE_ATTEMPTS = 3;
  private static final FailureMapping FAILURES = StoreFailures::of;
  private static final String OID =
      "SELECT oid::bigint FROM pg_catalog.pg_database"
          + " WHERE datname = pg_catalog.current_database()";

  private static final String NAME = "tributary-orchestrator";

  private final SecretReader secrets;
  private final DatabaseOpener opener;
  private final String installation;

  /** By target, the oid of the database that was brought up to date. */
  private final Map<String, Long> prepared = new ConcurrentHashMap<>();

  private final Map<String, Object> preparing = new ConcurrentHashMap<>();

  /**
   * Nothing is open yet.
   *
   * @param secrets reads passwords
   * @param installation the topic prefix, by which installations with one target are told apart
   */
  public TargetDatabases(SecretReader secrets, String installation) {
    this.secrets = secrets;
    this.installation = installation;
    this.opener = new DatabaseOpener(secrets, NAME, LIMIT, FAILURES);
  }

  /**
   * An open session; the caller closes it.
   *
   * @throws TributaryException a {@link StoreError}, or the error of a missing secret
   */
  public TargetSession open(DatabaseAddress target) {
    PGSimpleDataSource source = opener.source(target);
    DatabaseSession session = opener.open(target, source, "");
    try {
      prepare(session, session.number(OID));
      return new TargetSession(session, installation);
    } catch (TributaryException e) {
      session.close();
      throw e;
    }
  }

  /**
   * The same for a database in which nothing of Tributary's need be there, and nothing is made.
   *
   * @throws TributaryException as {@link #open}
   */
  public TargetSession look(DatabaseAddress home) {
    return new TargetSession(opener.open(home, opener.source(home), ""), installation);
  }

  private void prepare(DatabaseSession session, Long oid) {
    String target = session.place().display();
    if (!oid.equals(prepared.get(target))) {
      // The migrations of one target come at once after a restart: the first does it for all.
      synchronized (preparing.computeIfAbsent(target, any -> new Object())) {
        requireOurs(session);
        // Flyway looks itself where the version is not to be read.
        int version = session.with(StateVersion::of);
        if (version > StateVersion.NEWEST) {
          throw newer(session.place(), version);
        }
        if (version < StateVersion.NEWEST) {
          migrate(session.place());
        }
        prepared.put(target, oid);
      }
    }
  }

  private static void requireOurs(DatabaseSession session) {
    List<String> others = SchemaOwner.others(session, SCHEMA);
    if (!others.isEmpty()) {
      throw new TributaryException(
          StoreError.FOREIGN,
          "Schema tributary at target %s, or something in it, belongs to %s and not to %s, as whom it is read and written."
              .formatted(
                  session.place().display(), String.join(", ", others), session.place().user()),
          Map.of("database", session.place().display()));
    }
  }

  private static TributaryException newer(DatabaseAddress target, int version) {
    return new TributaryException(
        StoreError.NEWER,
        "The schema tributary of %s is of version %d; this orchestrator knows versions up to %d. Nothing is changed there; run the newer version."
            .formatted(target.display(), version, StateVersion.NEWEST),
        Map.of("target", target.display()));
  }

  /** Without the limit of other statements: a large history takes longer to be changed. */
  private void migrate(DatabaseAddress target) {
    PGSimpleDataSource source = ConnectionSource.of(target, secrets, NAME, Duration.ZERO);
    for (int attempt = 1; ; attempt++) {
      try {
        Flyway.configure(TargetDatabases.class.getClassLoader())
            .dataSource(source)
            .initSql(TrustedNames.SQL)
            .schemas(SCHEMA)
            .locations("classpath:db/tributary")
            .load()
            .migrate();
        return;
      } catch (FlywayException e) {
        // Another service may be creating the same schema in this moment.
        if (attempt == PREPARE_ATTEMPTS) {
          throw FAILURES.of(target, sqlCause(e));
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
}
