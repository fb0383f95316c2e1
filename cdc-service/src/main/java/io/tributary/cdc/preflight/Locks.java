package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;

/**
 * How many locks a server has room for, and how many one transaction of Tributary's needs there: it
 * touches every table and index, and each is a lock until its end.
 *
 * @param perTransaction the setting {@code max_locks_per_transaction}
 * @param transactions connections and prepared transactions that the server allows
 * @param needed relations that one transaction touches
 */
record Locks(long perTransaction, long transactions, long needed) {
  private static final String SETTING =
      "SELECT current_setting('max_locks_per_transaction')::bigint";
  private static final String TRANSACTIONS =
      """
      SELECT current_setting('max_connections')::bigint
             + current_setting('max_prepared_transactions')::bigint""";

  static Locks of(Query query, long needed) throws SQLException {
    return new Locks(query.number(SETTING), query.number(TRANSACTIONS), needed);
  }

  PreflightCheck check(String subject) {
    String finding =
        "The server has room for %d locks, one transaction needs up to %d."
            .formatted(perTransaction * transactions, needed);
    // The rest is for everybody else.
    long wanted = (needed * 4 + transactions * 3 - 1) / (transactions * 3);
    return wanted <= perTransaction
        ? PreflightCode.LOCKS.passed(subject, finding)
        : PreflightCode.LOCKS.failed(
            subject,
            finding,
            "ALTER SYSTEM SET max_locks_per_transaction = %d; then restart the server."
                .formatted(wanted));
  }
}
