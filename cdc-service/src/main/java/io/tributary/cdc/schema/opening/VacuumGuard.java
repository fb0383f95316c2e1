package io.tributary.cdc.schema.opening;

import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.DatabaseSession;
import io.tributary.database.FailureKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Keeps VACUUM and ANALYZE away from the target's tables between the rehearsal of a cutover and
 * their opening.
 *
 * <p>An autovacuum holds a lock that the opening waits for, and PostgreSQL cancels it only after
 * somebody has waited for {@code deadlock_timeout}, a second by default. Freshly copied tables are
 * what autovacuum goes for, so writers would wait that second now and then. The guard waits for it
 * before the fence, and holds the same kind of lock, at which an autovacuum passes the table by;
 * readers and whoever changes rows are not held up. Not thread-safe.
 */
final class VacuumGuard implements AutoCloseable {
  /** Longer than PostgreSQL lets an autovacuum be waited for, with time to end. */
  private static final String LIMIT =
      "SELECT set_config('lock_timeout', (setting::bigint * 3 / 2 + 500) || 'ms', true)"
          + " FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'";

  private static final String HOLDERS =
      """
      SELECT format('session %s (%s, %s, in its transaction since %s) on table %s.%s', a.pid,
                    coalesce(a.usename, 'no user'),
                    coalesce(nullif(a.application_name, ''), a.backend_type),
                    a.xact_start, t.schema, t.name)
        FROM pg_catalog.pg_locks l
        JOIN pg_catalog.pg_class c ON c.oid = l.relation
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN unnest(?::text[], ?::text[]) AS t (schema, name)
          ON t.schema = n.nspname AND t.name = c.relname
        JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
       WHERE l.granted AND l.locktype = 'relation' AND l.pid <> pg_backend_pid()
         AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
         AND l.mode NOT IN ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock')
       ORDER BY a.pid, 1\
      """;

  private final DatabaseSession session;

  private VacuumGuard(DatabaseSession session) {
    this.session = session;
  }

  /**
   * Waits for what vacuums the tables now and keeps the next away.
   *
   * @param session a session of its own, closed with the guard and when it fails
   * @throws TributaryException {@link SchemaError#TARGET_BUSY} when something does not give way
   */
  static VacuumGuard over(DatabaseSession session, List<TableName> tables) {
    VacuumGuard guard = new VacuumGuard(session);
    try {
      if (!tables.isEmpty()) {
        guard.lock(tables);
      }
      return guard;
    } catch (RuntimeException e) {
      guard.close();
      throw e;
    }
  }

  private void lock(List<TableName> tables) {
    session.begin();
    session.list(LIMIT, row -> true);
    try {
      session.run(
          "LOCK TABLE ONLY "
              + tables.stream().map(Sql::table).collect(Collectors.joining(", ONLY "))
              + " IN SHARE UPDATE EXCLUSIVE MODE");
    } catch (DatabaseFailure e) {
      throw e.kind() == FailureKind.LOCK_NOT_AVAILABLE ? busy(tables, e) : e;
    }
  }

  private TributaryException busy(List<TableName> tables, TributaryException cause) {
    session.rollback();
    List<String> holders =
        session.list(
            HOLDERS,
            row -> row.getString(1),
            tables.stream().map(TableName::schema).toArray(String[]::new),
            tables.stream().map(TableName::name).toArray(String[]::new));
    return new TributaryException(
        SchemaError.TARGET_BUSY,
        "The target's tables could not be opened now, so nothing is fenced and replication goes on: at %s somebody keeps a table from being altered: %s. Wait for its end or end it, and cut over again."
            .formatted(
                session.place().display(),
                holders.isEmpty() ? "somebody who ended meanwhile" : String.join("; ", holders)),
        Map.of("database", session.place().display()),
        cause);
  }

  @Override
  public void close() {
    session.close();
  }
}
