package io.tributary.cdc.database;

import io.tributary.access.grant.ServiceGrants;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.sql.ValueSettings;
import io.tributary.database.DatabaseOpener;
import io.tributary.database.DatabaseSession;
import io.tributary.database.FailureMapping;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/** Opens sessions at sources and the target, one per call; the caller closes them. Thread-safe. */
@ApplicationScoped
public class Databases {
  /** For statements that look at something or change little; sessions for more say their own. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private static final FailureMapping FAILURES = DatabaseFailures::of;
  private static final String NEVER_ENDED =
      "-c idle_session_timeout=0 -c idle_in_transaction_session_timeout=0 -c statement_timeout=0"
          + " -c lock_timeout=0";

  /** What a role presets neither changes values nor keeps statements from writing. */
  private static final String SETTINGS =
      ValueSettings.SQL + "SET default_transaction_read_only = off";

  private final DatabaseOpener opener =
      new DatabaseOpener(ServiceGrants.secrets(), "tributary", LIMIT, FAILURES);

  /**
   * An open session in auto-commit mode, which reads and prints values alike wherever it leads.
   *
   * @throws TributaryException a {@link DatabaseError}, naming address and user, never the password
   */
  public DatabaseSession open(DatabaseAddress place) {
    return opener.open(place, SETTINGS);
  }

  /**
   * The same for a look of some statements that comes again every other second, which shares
   * connections with other looks and so needs no login of its own each time.
   */
  public DatabaseSession look(DatabaseAddress place) {
    return opener.openToLook(place, SETTINGS);
  }

  /** The same whose failures these are; what is none of its matters has a {@link DatabaseError}. */
  public DatabaseSession open(DatabaseAddress place, FailureMapping failures) {
    return opener.naming(failures).open(place, SETTINGS);
  }

  /** The same for statements that take as long as they take, such as one that makes an index. */
  public DatabaseSession openForLong(DatabaseAddress place, FailureMapping failures) {
    DatabaseSession session = open(place, failures);
    session.answerWithin(Duration.ZERO);
    return session;
  }

  /**
   * A session for commands of the replication protocol; nothing that the server presets ends it
   * while it is idle.
   */
  public DatabaseSession openReplication(DatabaseAddress place) {
    PGSimpleDataSource source = opener.source(place);
    source.setReplication("database");
    source.setPreferQueryMode(PreferQueryMode.SIMPLE);
    source.setAssumeMinServerVersion("14");
    source.setOptions(NEVER_ENDED);
    // A slot waits for every transaction that is open at the source.
    source.setSocketTimeout(0);
    return opener.open(place, source, "");
  }

  /** What a failed statement or login means to the operator. */
  public static TributaryException failure(DatabaseAddress place, SQLException e) {
    return FAILURES.of(place, e);
  }
}
