package io.tributary.local.grants;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.CutoverSettings.OpenTransactions;
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

  /** Where a fence waits for transactions, and ends them where the file says so. */
  static void fence(GrantScript script, Migration migration, String role) {
    script.run(
        "Preflight and the fence say since when a session that is in their way has its transaction open.",
        "GRANT pg_read_all_stats TO " + role);
    if (migration.cutover().openTransactions() == OpenTransactions.TERMINATE) {
      script.run(
          "The file says `open-transactions: terminate`: the fence ends sessions of other roles.",
          "GRANT pg_signal_backend TO " + role);
    }
  }

  /** Where a stream begins. */
  static void begin(GrantScript script, DatabaseAddress place, String why) {
    script.block(why, REPLICATION.formatted(Sql.identifier(place.user())));
  }

  /** Where a stream ends. */
  static void end(GrantScript script, DatabaseAddress place, String why) {
    script.block(why, REPLICA.formatted(Sql.literal(place.user())));
  }
}
