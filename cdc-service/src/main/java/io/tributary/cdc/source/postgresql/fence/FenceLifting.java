package io.tributary.cdc.source.postgresql.fence;

import io.tributary.cdc.source.FenceError;
import io.tributary.common.change.FenceMark;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
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
 * reader.
 */
final class FenceLifting {
  private final FenceSession session;
  private final MovingSource subject;
  private final FenceSettings settings;
  private final Clock clock;

  FenceLifting(FenceSession session, MovingSource subject, FenceSettings settings, Clock clock) {
    this.session = session;
    this.subject = subject;
    this.settings = settings;
    this.clock = clock;
  }

  void lift() {
    if (!session.schemaExists()) {
      return;
    }
    List<TableName> tables =
        session.fenced().stream()
            .filter(fenced -> fenced.of(subject))
            .map(FenceSession.FencedTable::table)
            .toList();
    session.rollback();
    if (attempt(() -> drop(tables))) {
      return;
    }
    Instant end = clock.instant().plus(Duration.ofMillis(settings.liftWaitMillis()));
    boolean open = false;
    while (clock.instant().isBefore(end)) {
      open = open || attempt(() -> disable(tables));
      if (open && attempt(() -> drop(tables))) {
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
    if (!tables.isEmpty()) {
      session.execute(FenceStatements.lockToDrop(tables));
    }
    session.execute(FenceStatements.dropTriggers(tables));
    // Under the lock: every write that is accepted again comes behind it in the stream.
    session.emit(FenceMark.LIFTED);
    session.update(FenceStatements.FORGET_TOKEN);
    boolean lastOne =
        !session.anyToken() && session.fenced().stream().allMatch(fenced -> fenced.of(subject));
    if (lastOne) {
      for (String statement : FenceStatements.DROP_SCHEMA) {
        session.execute(statement);
      }
    }
  }

  // A row stays, so that the rest is known to be still there; its token answers no cutover.
  private void disable(List<TableName> tables) {
    session.execute(FenceStatements.lock(tables));
    session.execute(FenceStatements.disableTriggers(tables));
    session.update(FenceStatements.MARK_LIFTED);
    session.emit(FenceMark.LIFTED);
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
            ? "Source %s accepts writes again, but a session that reads its tables keeps the"
                + " fence's triggers (disabled) from being dropped."
            : "Source %s still refuses writes: a session holds a lock that lifting the fence"
                + " needs.";
    return new TributaryException(
        FenceError.LIFT_WAITS,
        state.formatted(subject.source().name())
            + " It is tried again; pg_stat_activity shows long transactions.",
        subject.fields());
  }
}
