package io.tributary.cdc.source.postgresql.capture;

import io.tributary.cdc.connect.CaptureError;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.Sentences;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.util.Optional;

/** The right to read a server's log through a slot. */
public final class ReplicationRight {
  /** Whether the session's role has it. */
  public static final String HELD =
      """
      SELECT rolreplication OR rolsuper
             OR EXISTS (SELECT FROM pg_catalog.pg_roles m
                         WHERE m.rolname = 'rds_replication'
                           AND pg_catalog.pg_has_role(m.oid, 'MEMBER'))
        FROM pg_catalog.pg_roles WHERE rolname = current_user\
      """;

  private ReplicationRight() {}

  /** The statement that gives it to a role, for people. */
  public static String remedy(String user) {
    String role = Sql.identifier(user);
    return "`ALTER ROLE %1$s REPLICATION;` On RDS instead: `GRANT rds_replication TO %1$s;`"
        .formatted(role);
  }

  /** The error of a stream whose role has lost it; its connector may not have noticed yet. */
  static Optional<ErrorReport> lost(DatabaseSession session, MovingSource moving) {
    if (session.holds(HELD)) {
      return Optional.empty();
    }
    String user = session.place().user();
    return Optional.of(
        ErrorReport.of(
            CaptureError.RIGHT_LOST,
            "%s cannot be captured again once its connection breaks: role %s has lost the right to replicate. Run there: %s"
                .formatted(Sentences.beginning(moving.stream().origin()), user, remedy(user)),
            moving.fields()));
  }
}
