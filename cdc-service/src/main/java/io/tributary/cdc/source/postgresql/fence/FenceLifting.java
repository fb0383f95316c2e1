package io.tributary.cdc.source.postgresql.fence;

import io.tributary.cdc.source.FenceError;
import io.tributary.cdc.source.FenceLift;
import io.tributary.common.change.FenceMark;
import io.tributary.common.error.Sentences;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.MovingSource;
import io.tributary.database.DatabaseFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Lifts one fence. Dropping a trigger needs a lock that a long reader can hold up; then the
 * triggers are disabled first, for which readers are no obstacle, so that writers never wait for a
 * reader. Where applications wait for the lift itself, the triggers are left for a later one.
 */
final class FenceLifting {
  private final FenceSession session;
  private final FenceLift lift;
  private final MovingSource subject;
  private final FenceSettings settings;
  private final Clock clock;

  FenceLifting(FenceSession session, FenceLift lift, FenceSettings settings, Clock clock) {
    this.session = session;
    this.lift = lift;
    this.subject = lift.moving();
    this.settings = settings;
    this.clock = clock;
  }

  void lift() {
    if (!session.schemaExists()) {
      return;
    }
    List<TableName> tables =
        session.fenced().stream()
            .filter(FenceSession.FencedTable::ours)
            .map(FenceSession.FencedTable::table)
            .toList();
    session.rollback();
    session.prepareMarks();
    if (attempt(() -> drop(tables))) {
      return;
    }
    Instant end = clock.instant().plus(Duration.ofMillis(settings.liftWaitMillis()));
    boolean open = false;
    while (clock.instant().isBefore(end)) {
      open = open || attempt(() -> disable(tables));
      if (open && (lift.opens() || attempt(() -> drop(tables)))) {
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(settings.restMillis()).toNanos());
    }
    throw waits(open);
  }

  private void drop(List<TableName> tables) {
    session.execute(FenceStatements.TURN);
    if (!session.schemaExists()) {
      return;
    }
    String token = required();
    if (!tables.isEmpty()) {
      session.execute(FenceStatements.lockToDrop(tables));
    }
    session.execute(FenceStatements.dropTriggers(tables));
    // Under the lock: every write that is accepted again comes behind it in the stream.
    open(token);
    session.update(FenceStatements.FORGET_TOKEN);
    boolean lastOne =
        !session.anyToken() && session.fenced().stream().allMatch(FenceSession.FencedTable::ours);
    if (lastOne) {
      for (String statement : FenceStatements.DROP_SCHEMA) {
        session.execute(statement);
      }
    }
  }

  // A row stays, so that the rest is known to be still there; its token answers no cutover.
  private void disable(List<TableName> tables) {
    session.execute(FenceStatements.TURN);
    String token = required();
    session.execute(FenceStatements.lock(tables));
    session.execute(FenceStatements.disableTriggers(tables));
    session.update(FenceStatements.MARK_LIFTED);
    open(token);
  }

  private void open(String token) {
    // Before all else: what Tributary changes behind it, in its transaction, is no application's.
    session.emit(FenceMark.lifted(token));
    // What is left of a fence has let writes through already: nothing they changed may go back.
    if (!token.equals(FenceMark.LIFTED)) {
      lift.opening().accept(session.session());
      new SideState(session.session(), subject).opened();
    }
  }

  /** The token of the fence that stands, once it may be lifted; no other can come meanwhile. */
  private String required() {
    String standing = session.token().map(FenceObserved::token).orElse(FenceMark.LIFTED);
    if (!standing.equals(FenceMark.LIFTED)) {
      // Before the question, so that of two that ask each other only one gets an answer.
      new SideState(session.session(), subject).hold();
      lift.require(standing, true);
    }
    return standing;
  }

  private boolean attempt(Runnable step) {
    try {
      long limit = session.attemptMillis(settings);
      session.execute(FenceStatements.limits(limit, limit));
      step.run();
      session.commit();
      return true;
    } catch (DatabaseFailure e) {
      session.rollback();
      if (WriterLock.HELD_UP.contains(e.kind())) {
        return false;
      }
      throw e;
    }
  }

  private TributaryException waits(boolean open) {
    String state =
        open
            ? "%s accepts writes again, but a session that reads its tables keeps the"
                + " fence's triggers (disabled) from being dropped."
            : "%s still refuses writes: a session holds a lock that lifting the fence" + " needs.";
    return new TributaryException(
        FenceError.LIFT_WAITS,
        state.formatted(Sentences.beginning(subject.stream().origin()))
            + " It is tried again; pg_stat_activity shows long transactions.",
        subject.fields());
  }
}
