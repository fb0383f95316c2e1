package io.tributary.cdc.source.postgresql.preflight;

import static io.tributary.cdc.preflight.check.CheckFinding.failed;
import static io.tributary.cdc.preflight.check.CheckFinding.passed;
import static io.tributary.cdc.preflight.check.CheckFinding.warning;

import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.cdc.preflight.check.ServerLocks;
import io.tributary.cdc.source.postgresql.capture.ReplicationRight;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.cutover.CutoverSettings.OpenTransactions;
import io.tributary.common.sql.Sql;
import java.util.List;

/** Checks of a source's server, its settings and the role of the migration file. */
final class SourceServerChecks {
  private static final long OLDEST = 14;

  private static final String MAY_END_SESSIONS =
      """
      SELECT rolsuper OR pg_catalog.pg_has_role('pg_signal_backend', 'USAGE')
        FROM pg_catalog.pg_roles WHERE rolname = current_user\
      """;
  private static final String LONG_TRANSACTIONS =
      """
      SELECT pid, usename, application_name, datname,
             extract(epoch FROM now() - xact_start)::bigint
        FROM pg_catalog.pg_stat_activity
       WHERE xact_start <= now() - make_interval(secs => ?) AND pid <> pg_backend_pid()
         AND backend_type = 'client backend'
       ORDER BY xact_start\
      """;
  private static final String PREPARED_TRANSACTIONS =
      """
      SELECT gid, owner, database, date_trunc('second', prepared)::text
        FROM pg_catalog.pg_prepared_xacts ORDER BY prepared\
      """;

  /** Logical messages in pgoutput and replaceable triggers came with PostgreSQL 14. */
  static final CatalogCheck<SourceReading> VERSION =
      CatalogCheck.of(
          PreflightCode.SOURCE_VERSION,
          source -> source.query().number("SELECT current_setting('server_version_num')::bigint"),
          (source, version) ->
              version / 10_000 >= OLDEST
                  ? passed("PostgreSQL " + version / 10_000 + ".")
                  : failed(
                      "The server is PostgreSQL "
                          + version / 10_000
                          + "; a source has to be 14 or newer.",
                      "Upgrade it with pg_upgrade."));

  /** A standby can neither be fenced nor get a publication. */
  static final CatalogCheck<SourceReading> PRIMARY =
      CatalogCheck.of(
          PreflightCode.SOURCE_PRIMARY,
          source -> source.query().holds("SELECT pg_catalog.pg_is_in_recovery()"),
          (source, standby) ->
              standby
                  ? failed(
                      "The server is a standby, which takes no publication and no fence.",
                      "Give the address of the primary.")
                  : passed("The server is a primary."));

  /** Text without a known encoding cannot be carried faithfully. */
  static final CatalogCheck<SourceReading> ENCODING =
      CatalogCheck.of(
          PreflightCode.SOURCE_ENCODING,
          source -> source.query().text("SELECT current_setting('server_encoding')"),
          (source, encoding) ->
              encoding.equals("SQL_ASCII")
                  ? failed(
                      "The database's encoding is SQL_ASCII: nobody knows in which encoding its"
                          + " texts are.",
                      "Dump it, restore it into a database created with ENCODING 'UTF8', and"
                          + " migrate that one.")
                  : passed("The database's encoding is " + encoding + "."));

  /** Only logical WAL says what changed in which row. */
  static final CatalogCheck<SourceReading> WAL_LEVEL =
      CatalogCheck.of(
          PreflightCode.WAL_LEVEL,
          source -> source.query().text("SELECT current_setting('wal_level')"),
          (source, level) ->
              level.equals("logical")
                  ? passed("wal_level is logical.")
                  : failed(
                      "wal_level is " + level + ", so changes cannot be captured.",
                      "`ALTER SYSTEM SET wal_level = logical;` and restart the server. On RDS set"
                          + " rds.logical_replication = 1 instead."));

  /** Capture may stand still for so much WAL: an hour at 2.8 MB per second. */
  private static final long ENOUGH_WAL_MEGABYTES = 10_240;

  /** A small limit on kept WAL can cost the slot while capture is behind, none the disk. */
  static final CatalogCheck<SourceReading> WAL_KEEP_SIZE =
      CatalogCheck.of(
          PreflightCode.WAL_KEEP_SIZE,
          source ->
              source
                  .query()
                  .number(
                      "SELECT setting::bigint FROM pg_catalog.pg_settings WHERE name ="
                          + " 'max_slot_wal_keep_size'"),
          (source, megabytes) ->
              megabytes < 0
                  ? passed(
                      "The server keeps the WAL that a slot needs without limit: its disk may fill while capture stands still. Set max_slot_wal_keep_size to what its disk can spare, or tributary.capture.kept-wal-limit-bytes.")
                  : megabytes >= ENOUGH_WAL_MEGABYTES
                      ? passed(
                          "The server keeps at most %d MB of WAL for a slot.".formatted(megabytes))
                      : warning(
                          "max_slot_wal_keep_size is %d MB: if capture is ever further behind, the slot is lost and the migration has to start anew."
                              .formatted(megabytes),
                          "`ALTER SYSTEM SET max_slot_wal_keep_size = '10GB';` `SELECT pg_reload_conf();`"
                              + " or another size that the server's disk can spare."));

  /** The connector reads the WAL with the role of the migration file. */
  static final CatalogCheck<SourceReading> REPLICATION_RIGHT =
      CatalogCheck.of(
          PreflightCode.REPLICATION_RIGHT,
          source -> source.query().holds(ReplicationRight.HELD),
          (source, may) ->
              may
                  ? passed("Role " + source.user() + " may replicate.")
                  : failed(
                      "Role " + source.user() + " has no right to replicate.",
                      ReplicationRight.remedy(source.user())));

  /** Publication and fence are made in the source. */
  static final CatalogCheck<SourceReading> CREATE_RIGHT =
      CatalogCheck.of(
          PreflightCode.SOURCE_CREATE,
          source ->
              source
                  .query()
                  .holds("SELECT pg_catalog.has_database_privilege(current_database(), 'CREATE')"),
          (source, may) ->
              may
                  ? passed("Publication and fence can be created.")
                  : failed(
                      "Role %s may not create anything in database %s, but the publication and the fence's schema live there."
                          .formatted(source.user(), source.database()),
                      "`GRANT CREATE ON DATABASE %s TO %s;`"
                          .formatted(
                              Sql.identifier(source.database()), Sql.identifier(source.user()))));

  /** Ending other roles' sessions at the fence is a right of its own. */
  static final CatalogCheck<SourceReading> TERMINATE_RIGHT =
      CatalogCheck.each(
          PreflightCode.TERMINATE_RIGHT,
          source ->
              source.migration().cutover().openTransactions() == OpenTransactions.TERMINATE
                  ? List.of(source.query().holds(MAY_END_SESSIONS))
                  : List.<Boolean>of(),
          (source, may) ->
              may
                  ? passed("Role " + source.user() + " may end sessions at the fence.")
                  : failed(
                      "`open-transactions: terminate` is set, but role %s may not end other roles' sessions."
                          .formatted(source.user()),
                      "`GRANT pg_signal_backend TO %s;`".formatted(Sql.identifier(source.user()))));

  /** The snapshot reads every table in one transaction. */
  static final CatalogCheck<SourceReading> LOCKS =
      CatalogCheck.of(
          PreflightCode.LOCKS,
          source -> ServerLocks.of(source.query(), SummaryReading.relations(source)),
          (source, locks) -> locks.finding());

  /** A prepared transaction holds up the slot's creation and the fence until somebody ends it. */
  static final CatalogCheck<SourceReading> PREPARED_TRANSACTIONS_PENDING =
      CatalogCheck.each(
          PreflightCode.PREPARED_TRANSACTIONS,
          source ->
              source
                  .query()
                  .list(
                      PREPARED_TRANSACTIONS,
                      row ->
                          new PreparedTransaction(
                              row.getString(1),
                              row.getString(2),
                              row.getString(3),
                              row.getString(4))),
          source -> "No prepared transaction is pending.",
          (source, pending) ->
              failed(
                  "Prepared transaction %s of %s in database %s is pending since %s; capture cannot begin before it ends."
                      .formatted(
                          pending.id(), pending.owner(), pending.database(), pending.since()),
                  "`COMMIT PREPARED %1$s;` or `ROLLBACK PREPARED %1$s;` in database %2$s."
                      .formatted(Sql.literal(pending.id()), pending.database())));

  private SourceServerChecks() {}

  private record PreparedTransaction(String id, String owner, String database, String since) {}

  private record OpenTransaction(
      int pid, String user, String application, String database, long seconds) {}

  /**
   * A slot begins only when every transaction that is open at that moment has ended, and a fence
   * waits for the open ones too.
   *
   * @param limitSeconds from which age a transaction is named
   */
  static CatalogCheck<SourceReading> longTransactions(long limitSeconds) {
    return CatalogCheck.each(
        PreflightCode.LONG_TRANSACTIONS,
        source ->
            source
                .query()
                .list(
                    LONG_TRANSACTIONS,
                    row ->
                        new OpenTransaction(
                            row.getInt(1),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getLong(5)),
                    (double) limitSeconds),
        source -> "No transaction has been open for long.",
        (source, open) ->
            warning(
                "pid %d (user %s, application %s, database %s) has had a transaction open for %d s; capture may have to wait for it."
                    .formatted(
                        open.pid(),
                        open.user(),
                        open.application(),
                        open.database(),
                        open.seconds()),
                "End it, or `SELECT pg_terminate_backend(%d);`".formatted(open.pid())));
  }
}
