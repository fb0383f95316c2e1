package io.tributary.database;

import java.util.function.Supplier;
import org.postgresql.PGConnection;

/** Which process of a server answers a session: always one of its own, unless there is a pooler. */
public enum ServerProcess {
  /** The one that took the login. */
  OWN,
  /** Another, lent by a pooler for as long as the session lasts. */
  LENT_FOR_THE_SESSION,
  /** A pooler lends one for a transaction or a statement, and settings and locks do not last. */
  LENT_FOR_A_TRANSACTION;

  private static final String PROCESS = "SELECT pg_catalog.pg_backend_pid()";

  /** A pooler need not lend the process that was given back last. */
  private static final int TRIES = 3;

  /**
   * Finds out by a second session: two that are open at once are never answered by one process, and
   * one is not answered by two, where each has its own.
   *
   * @param session in auto-commit mode
   * @param another opens a session like it; closed here
   */
  public static ServerProcess of(DatabaseSession session, Supplier<DatabaseSession> another) {
    for (int i = 0; i < TRIES; i++) {
      if (changes(session, another)) {
        return LENT_FOR_A_TRANSACTION;
      }
    }
    long toldAtLogin = session.with(c -> (long) c.unwrap(PGConnection.class).getBackendPID());
    return session.number(PROCESS) == toldAtLogin ? OWN : LENT_FOR_THE_SESSION;
  }

  private static boolean changes(DatabaseSession session, Supplier<DatabaseSession> another) {
    long before = session.number(PROCESS);
    try (DatabaseSession other = another.get()) {
      return other.number(PROCESS) == before
          || other.inTransaction(
              () -> other.number(PROCESS) == before || session.number(PROCESS) != before);
    }
  }
}
