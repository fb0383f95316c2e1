package io.tributary.validator.database;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.secret.SecretReader;
import io.tributary.database.DatabaseOpener;
import io.tributary.database.DatabaseSession;
import java.sql.Connection;
import java.time.Duration;

/** Opens sessions to PostgreSQL. Secrets are read at each opening. Thread-safe. */
public final class SessionOpener {
  /** A digest of a large table takes hours; keep-alives tell when nobody answers any more. */
  private static final Duration NO_LIMIT = Duration.ZERO;

  /** Rows are locked and skipped as they are now; whoever holds one may do so for long. */
  private static final String OFFERS =
      """
      SET default_transaction_isolation = 'read committed';
      SET default_transaction_read_only = off;
      SET idle_in_transaction_session_timeout = 0;
      SET statement_timeout = '20s';
      """;

  private static final Duration OFFERS_LIMIT = Duration.ofSeconds(30);

  private final DatabaseOpener opener;

  /** Opens sessions with secrets from that reader. */
  public SessionOpener(SecretReader secrets) {
    this.opener =
        new DatabaseOpener(secrets, "tributary-validator", NO_LIMIT, ConnectionFailures::of);
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
   * The same to a target, of whose schema {@code tributary} things are read.
   *
   * @throws io.tributary.common.error.TributaryException when there is none to be had, or a newer
   *     version has changed that schema
   */
  public ReadingSession openTarget(DatabaseAddress address) {
    return KnownState.require(open(address));
  }

  /**
   * The same, which may fill temporary tables of its own besides.
   *
   * @throws io.tributary.common.error.TributaryException when there is none to be had
   */
  public ReadingSession openForCopies(DatabaseAddress address) {
    return open(address, SessionSettings.SQL + "SET default_transaction_read_only = off;");
  }

  /**
   * A session that runs queries as an application does, and cannot write.
   *
   * @param limitMillis how long a statement may take
   * @throws io.tributary.common.error.TributaryException when there is none to be had
   */
  public DatabaseSession openForQueries(DatabaseAddress address, long limitMillis) {
    return opener.open(
        address,
        "SET default_transaction_read_only = on; SET statement_timeout = " + limitMillis + ";");
  }

  /**
   * A session that offers work to other instances, or holds what one of them has taken.
   *
   * @throws io.tributary.common.error.TributaryException when there is none to be had
   */
  public DatabaseSession openForOffers(DatabaseAddress address) {
    DatabaseSession session = opener.open(address, OFFERS);
    session.answerWithin(OFFERS_LIMIT);
    return session;
  }

  private ReadingSession open(DatabaseAddress address, String settings) {
    DatabaseSession session = opener.open(address, settings);
    session.with(
        connection -> {
          connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
          return connection;
        });
    return new ReadingSession(session);
  }
}
