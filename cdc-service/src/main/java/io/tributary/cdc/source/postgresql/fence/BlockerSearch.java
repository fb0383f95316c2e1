package io.tributary.cdc.source.postgresql.fence;

import io.tributary.cdc.source.FenceError;
import io.tributary.common.error.Sentences;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseFailure;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the sessions that hold locks on the tables that a fence needs, and ends them. */
final class BlockerSearch {

  /**
   * Sessions and prepared transactions with granted locks that conflict with the fence's. Locks and
   * sessions are not looked at in the same moment: a session that is gone, or that shows its state
   * and no transaction, had its lock in another transaction than one that could be in the way.
   */
  private static final String FIND =
      """
      SELECT DISTINCT ON (coalesce(l.pid, 0), x.gid)
             coalesce(l.pid, 0), x.gid, a.usename, a.application_name, a.state,
             coalesce(extract(epoch FROM clock_timestamp() - coalesce(a.xact_start, x.prepared))
                      * 1000, -1)::bigint,
             l.mode = 'ShareUpdateExclusiveLock' AND l.pid IS NOT NULL AND a.usename IS NULL, n.nspname, c.relname
        FROM pg_catalog.pg_locks l
        JOIN pg_catalog.pg_class c ON c.oid = l.relation
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN unnest(?::text[], ?::text[]) AS t (schema, name)
          ON t.schema = n.nspname AND t.name = c.relname
        LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
        LEFT JOIN pg_catalog.pg_locks own
          ON l.pid IS NULL AND own.pid IS NULL AND own.locktype = 'transactionid'
         AND own.virtualtransaction = l.virtualtransaction
        LEFT JOIN pg_catalog.pg_prepared_xacts x ON x.transaction = own.transactionid
       WHERE l.locktype = 'relation' AND l.granted AND l.pid IS DISTINCT FROM pg_backend_pid()
         AND l.database = (SELECT oid FROM pg_catalog.pg_database
                            WHERE datname = current_database())
         AND l.mode <> 'AccessShareLock' AND (l.mode <> 'RowShareLock' OR ?)
         AND (l.pid IS NULL
              OR a.xact_start IS NOT NULL
              OR (a.pid IS NOT NULL AND coalesce(a.state, 'disabled') = 'disabled'))
       ORDER BY 1, 2\
      """;

  private static final String END = "SELECT pg_catalog.pg_terminate_backend(?)";

  private final FenceSession session;
  private final MovingSource subject;

  BlockerSearch(FenceSession session, MovingSource subject) {
    this.session = session;
    this.subject = subject;
  }

  List<FenceBlocker> find(Collection<TableName> tables) {
    List<FenceBlocker> found =
        session
            .session()
            .list(
                FIND,
                row ->
                    new FenceBlocker(
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getLong(6),
                        row.getBoolean(7),
                        row.getString(8),
                        row.getString(9)),
                tables.stream().map(TableName::schema).toArray(String[]::new),
                tables.stream().map(TableName::name).toArray(String[]::new),
                subject.returns());
    session.rollback();
    return found;
  }

  /**
   * Ends sessions; their transactions roll back.
   *
   * @return their processes
   * @throws TributaryException {@link FenceError#TERMINATE_DENIED}
   */
  Set<Integer> end(List<FenceBlocker> blockers) {
    Set<Integer> ended = new HashSet<>();
    for (FenceBlocker blocker : blockers) {
      try {
        session.session().holds(END, blocker.pid());
        ended.add(blocker.pid());
      } catch (DatabaseFailure e) {
        session.rollback();
        throw denied(blocker, e);
      }
    }
    session.rollback();
    return ended;
  }

  private TributaryException denied(FenceBlocker blocker, DatabaseFailure cause) {
    return new TributaryException(
        FenceError.TERMINATE_DENIED,
        "%s is not fenced: role %s may not end %s (%s). Run there: `GRANT pg_signal_backend TO %s;` Sessions of superusers only a superuser can end."
            .formatted(
                Sentences.beginning(subject.stream().origin()),
                subject.source().postgres().connection().user(),
                blocker.display(),
                cause.reason(),
                Sql.identifier(subject.source().postgres().connection().user())),
        subject.fields(),
        cause);
  }

  /** All of them in one sentence. */
  static String display(List<FenceBlocker> blockers) {
    return blockers.isEmpty()
        ? "transactions that followed each other without a gap"
        : blockers.stream().map(FenceBlocker::display).collect(Collectors.joining("; "));
  }
}
