package io.tributary.cdc.source.postgresql.fence;

import io.tributary.cdc.source.FenceError;
import io.tributary.common.error.Sentences;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.cutover.CutoverSettings.OpenTransactions;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.FailureKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Gets the lock behind which no transaction has written to the tables without having ended; with a
 * way back, none holds their rows locked either.
 *
 * <p>It waits in short attempts. In one, writers queue behind us; an attempt ends well before
 * {@code deadlock_timeout}, so that a writer with locks of its own finds us gone before PostgreSQL
 * looks for a deadlock and ends its transaction.
 */
final class WriterLock {
  /** What a statement fails of that somebody else's lock has kept waiting. */
  static final Set<FailureKind> HELD_UP =
      EnumSet.of(FailureKind.LOCK_NOT_AVAILABLE, FailureKind.CANCELED, FailureKind.DEADLOCK);

  private final FenceSession session;
  private final MovingSource subject;
  private final FenceSettings settings;
  private final Clock clock;
  private final BlockerSearch blockers;

  WriterLock(FenceSession session, MovingSource subject, FenceSettings settings, Clock clock) {
    this.session = session;
    this.subject = subject;
    this.settings = settings;
    this.clock = clock;
    this.blockers = new BlockerSearch(session, subject);
  }

  /**
   * Locks the tables in the session's open transaction, and ends what is in the way where the
   * migration file says so.
   *
   * @return how many sessions were ended
   * @throws TributaryException {@link FenceError#OPEN_TRANSACTIONS}, {@link FenceError#DEADLINE} or
   *     {@link FenceError#TERMINATE_DENIED}; the session then holds nothing
   */
  int take(Collection<TableName> tables, Instant deadline) {
    if (tables.isEmpty()) {
      return 0;
    }
    Duration patience =
        Duration.ofMillis(subject.migration().cutover().openTransactionsWaitMillis());
    Instant waitEnd = clock.instant().plus(patience);
    long deadlockTimeout = session.deadlockTimeoutMillis();
    long attempt = session.attemptMillis(settings);
    // A session that takes a while to end is one session.
    Set<Integer> ended = new HashSet<>();
    while (!attempt(lock(tables), Math.min(attempt, left(deadline)))) {
      List<FenceBlocker> inTheWay = blockers.find(tables);
      if (left(deadline) <= 1) {
        throw tooLate(inTheWay);
      }
      letVacuumsGiveWay(inTheWay, Math.min(deadlockTimeout * 3 / 2, left(deadline)));
      if (!clock.instant().isBefore(waitEnd)) {
        // Each transaction gets the whole patience: one that stalls in its commit for a moment is
        // not what is waited for, and the deadline bounds those that follow one another.
        long patient = Math.max(attempt, patience.toMillis());
        ended.addAll(resolve(inTheWay.stream().filter(b -> b.olderThan(patient)).toList()));
      }
      LockSupport.parkNanos(Duration.ofMillis(settings.restMillis()).toNanos());
    }
    return ended.size();
  }

  private String lock(Collection<TableName> tables) {
    return subject.returns() ? FenceStatements.lockOut(tables) : FenceStatements.lock(tables);
  }

  /** What taking the lock asks of the server before the first attempt. */
  void rehearse() {
    session.deadlockTimeoutMillis();
    session.attemptMillis(settings);
    blockers.find(List.of());
  }

  /** The processes that were ended. */
  private Set<Integer> resolve(List<FenceBlocker> inTheWay) {
    if (inTheWay.isEmpty()) {
      return Set.of();
    }
    boolean endable = inTheWay.stream().noneMatch(FenceBlocker::preparedTransaction);
    OpenTransactions wanted = subject.migration().cutover().openTransactions();
    if (wanted == OpenTransactions.TERMINATE && endable) {
      return blockers.end(inTheWay);
    }
    throw openTransactions(inTheWay);
  }

  private void letVacuumsGiveWay(List<FenceBlocker> inTheWay, long millis) {
    for (FenceBlocker blocker : inTheWay) {
      if (blocker.autovacuum()) {
        TableName table = new TableName(blocker.schema(), blocker.table());
        attempt(FenceStatements.lockAgainstVacuum(table), millis);
        session.rollback();
      }
    }
  }

  /** Whether the lock was got; otherwise the transaction is rolled back. */
  private boolean attempt(String lock, long millis) {
    try {
      // A limit on the statement too: lock_timeout alone would start anew with each table.
      long limit = Math.max(1, millis);
      session.execute(FenceStatements.limits(limit, limit));
      session.execute(FenceStatements.IDLE_LIMIT);
      session.execute(lock);
      return true;
    } catch (DatabaseFailure e) {
      session.rollback();
      if (HELD_UP.contains(e.kind())) {
        return false;
      }
      throw e;
    }
  }

  private long left(Instant deadline) {
    return Duration.between(clock.instant(), deadline).toMillis();
  }

  private TributaryException openTransactions(List<FenceBlocker> inTheWay) {
    return new TributaryException(
        FenceError.OPEN_TRANSACTIONS,
        "%s is not fenced and goes on as before: after %d ms transactions were still open on its tables: %s. End them, or set `cutover.open-transactions: terminate`, and order again."
            .formatted(
                Sentences.beginning(subject.stream().origin()),
                subject.migration().cutover().openTransactionsWaitMillis(),
                BlockerSearch.display(inTheWay)),
        subject.fields());
  }

  private TributaryException tooLate(List<FenceBlocker> inTheWay) {
    return new TributaryException(
        FenceError.DEADLINE,
        "%s is not fenced and goes on as before: the time limit passed while these transactions were open: %s. End them or raise `cutover.time-limit-millis`, and order again."
            .formatted(
                Sentences.beginning(subject.stream().origin()), BlockerSearch.display(inTheWay)),
        subject.fields());
  }
}
