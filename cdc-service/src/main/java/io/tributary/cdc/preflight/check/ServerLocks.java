package io.tributary.cdc.preflight.check;

import io.tributary.database.DatabaseSession;

/**
 * How many locks a server has room for, and how many one transaction of Tributary's needs there: it
 * touches every table and index, and each is a lock until its end.
 *
 * @param perTransaction the setting {@code max_locks_per_transaction}
 * @param transactions connections and prepared transactions that the server allows
 * @param needed relations that one transaction touches
 */
public record ServerLocks(long perTransaction, long transactions, long needed) {
  private static final String SETTING =
      "SELECT current_setting('max_locks_per_transaction')::bigint";
  private static final String TRANSACTIONS =
      """
      SELECT current_setting('max_connections')::bigint
             + current_setting('max_prepared_transactions')::bigint\
      """;

  public static ServerLocks of(DatabaseSession query, long needed) {
    return new ServerLocks(query.number(SETTING), query.number(TRANSACTIONS), needed);
  }

  /** Whether there is room enough, and the setting that gives it. */
  public CheckFinding finding() {
    String text =
        "The server has room for %d locks, one transaction needs up to %d."
            .formatted(perTransaction * transactions, needed);
    // The rest is for everybody else.
    long wanted = (needed * 4 + transactions * 3 - 1) / (transactions * 3);
    return wanted <= perTransaction
        ? CheckFinding.passed(text)
        : CheckFinding.failed(
            text,
            "`ALTER SYSTEM SET max_locks_per_transaction = %d;` and restart the server."
                .formatted(wanted));
  }
}
