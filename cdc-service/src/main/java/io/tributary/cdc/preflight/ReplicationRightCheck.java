package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.sql.Sql;
import java.sql.SQLException;
import java.util.List;

/** The connector reads the WAL with the role of the migration file. */
final class ReplicationRightCheck implements SourceCheck {
  private static final String RIGHT =
      """
      SELECT rolreplication OR rolsuper
             OR EXISTS (SELECT FROM pg_catalog.pg_roles m
                         WHERE m.rolname = 'rds_replication'
                           AND pg_catalog.pg_has_role(m.oid, 'MEMBER'))
        FROM pg_catalog.pg_roles WHERE rolname = current_user""";

  @Override
  public PreflightCode code() {
    return PreflightCode.REPLICATION_RIGHT;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    return List.of(
        source.query().truth(RIGHT)
            ? code().passed(source.subject(), "Role " + source.user() + " may replicate.")
            : code()
                .failed(
                    source.subject(),
                    "Role " + source.user() + " has no right to replicate.",
                    "ALTER ROLE %s REPLICATION; on RDS: GRANT rds_replication TO %s;"
                        .formatted(Sql.identifier(source.user()), Sql.identifier(source.user()))));
  }
}
