package io.tributary.cdc.preflight.check;

import io.tributary.cdc.database.Databases;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.database.DatabaseSession;
import io.tributary.database.ServerProcess;

/**
 * Looks whether a pooler, such as PgBouncer, lends this service processes of the server for single
 * transactions. Settings, locks and snapshots of a session would then be somebody else's, so no
 * other check could be believed.
 *
 * @param databases opens the second session that shows it
 */
public record PoolerCheck(Databases databases) {

  /** What was found; nothing else is to be looked at when it failed. */
  public PreflightCheck look(PreflightCode code, String subject, DatabaseSession session) {
    ServerProcess process = ServerProcess.of(session, () -> databases.open(session.place()));
    return switch (process) {
      case OWN -> code.passed(subject, "Each session has a process of the server for itself.");
      case LENT_FOR_THE_SESSION -> lentForTheSession(code, subject, session);
      case LENT_FOR_A_TRANSACTION ->
          code.failed(
              subject,
              "A pooler answers at %s, and gives sessions another process of the server for each transaction or statement: settings, locks and snapshots would get lost."
                  .formatted(session.place().display()),
              "Give the address of the server itself, or of a pooler that pools sessions (PgBouncer: pool_mode = session).");
    };
  }

  /** A replication slot is read by the replication protocol, which only newer poolers pass on. */
  private static PreflightCheck lentForTheSession(
      PreflightCode code, String subject, DatabaseSession session) {
    return code == PreflightCode.SOURCE_POOLED
        ? code.warning(
            subject,
            "A pooler that pools sessions answers at %s. Changes are read by connections for replication, which PgBouncer passes on from 1.23 on; older ones refuse them, and the source does not start."
                .formatted(session.place().display()),
            "Give the address of the server itself, unless your pooler is known to pass them on.")
        : code.passed(
            subject,
            "A pooler that pools sessions answers at %s.".formatted(session.place().display()));
  }

  /** Whether the other checks make sense. */
  public static boolean allows(PreflightCheck found) {
    return found.result() != PreflightCheck.Result.FAILED;
  }
}
