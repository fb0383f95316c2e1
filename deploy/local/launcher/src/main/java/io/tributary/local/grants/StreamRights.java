package io.tributary.local.grants;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.sql.Sql;

/** What a role needs where a stream begins, and where one ends: on both ends with a way back. */
final class StreamRights {
  private static final String REPLICATION =
      """
      BEGIN
        IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'rds_replication') THEN
          GRANT rds_replication TO %1$s;
        ELSE
          ALTER ROLE %1$s REPLICATION;
        END IF;
      END""";
  private static final String REPLICA =
      """
      BEGIN
        IF pg_catalog.current_setting('server_version_num')::int < 150000 THEN
          RAISE EXCEPTION 'Before PostgreSQL 15 only a superuser may set session_replication_role.';
        END IF;
        EXECUTE pg_catalog.format('GRANT SET ON PARAMETER session_replication_role TO %%I', %s);
      END""";

  private StreamRights() {}

  /** Where a stream begins. */
  static void begin(GrantScript script, DatabaseAddress place, String why) {
    script.block(why, REPLICATION.formatted(Sql.identifier(place.user())));
  }

  /** Where a stream ends. */
  static void end(GrantScript script, DatabaseAddress place, String why) {
    script.block(why, REPLICA.formatted(Sql.literal(place.user())));
  }
}
