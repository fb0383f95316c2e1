package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;

/**
 * A slot begins only when every transaction that is open at that moment has ended, and a fence
 * waits for the open ones too.
 *
 * @param limitSeconds from which age a transaction is named
 */
record LongTransactionsCheck(long limitSeconds) implements SourceCheck {
  private static final String LONG =
      """
      SELECT pid, usename, application_name, datname,
             extract(epoch FROM now() - xact_start)::bigint
        FROM pg_catalog.pg_stat_activity
       WHERE xact_start <= now() - make_interval(secs => ?) AND pid <> pg_backend_pid()
         AND backend_type = 'client backend'
       ORDER BY xact_start""";

  @Override
  public PreflightCode code() {
    return PreflightCode.LONG_TRANSACTIONS;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    List<PreflightCheck> found =
        source
            .query()
            .list(
                LONG,
                row ->
                    code()
                        .warning(
                            source.subject(),
                            "pid %d (user %s, application %s, database %s) has had a transaction open for %d s; capture may have to wait for it."
                                .formatted(
                                    row.getInt(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getLong(5)),
                            "End it, or SELECT pg_terminate_backend(%d);".formatted(row.getInt(1))),
                (double) limitSeconds);
    return found.isEmpty()
        ? List.of(code().passed(source.subject(), "No transaction has been open for long."))
        : found;
  }
}
