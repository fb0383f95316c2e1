package io.tributary.cdc.source.postgresql.fence;

import io.tributary.cdc.source.FenceError;
import io.tributary.common.change.FenceMark;
import io.tributary.common.error.Sentences;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.MovingSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Raises one fence: lock, triggers, token and message become true in one commit, or none does. */
final class FenceRaising {
  private static final long ANSWER_GRACE_MILLIS = 1_000;

  /** Rolled back, so it is in no stream. */
  private static final String REHEARSAL = "rehearsal";

  private static final long REHEARSAL_MILLIS = 2_000;

  private final FenceSession session;
  private final MovingSource subject;
  private final WriterLock lock;
  private final Clock clock;

  FenceRaising(FenceSession session, MovingSource subject, FenceSettings settings, Clock clock) {
    this.session = session;
    this.subject = subject;
    this.lock = new WriterLock(session, subject, settings, clock);
    this.clock = clock;
  }

  FenceObserved raise(String token, Instant deadline, FenceService.LastLook look) {
    Optional<FenceObserved> standing = session.token();
    if (standing.filter(fence -> fence.token().equals(token)).isPresent() && complete()) {
      return position();
    }
    List<TableName> tables = session.tables();
    refuseForeign(tables);
    session.rollback();
    session.prepareMarks();
    requireTime(deadline);
    session.answerWithin(left(deadline) + ANSWER_GRACE_MILLIS);
    int ended = lock.take(tables, deadline);
    requireTime(deadline);
    // The locks are held, so nothing below waits for a writer; a limit all the same.
    session.execute(FenceStatements.limits(left(deadline), left(deadline)));
    // First what has changed: where the last table was dropped, that is what happened.
    look.at(session.session());
    FenceError.requireMoving(subject.source(), tables.size());
    Instant since =
        standing
            .filter(fence -> !fence.token().isEmpty())
            .map(FenceObserved::fencedAt)
            .orElseGet(clock::instant);
    write(tables, token, since, ended);
    requireTime(deadline);
    session.commit();
    return position();
  }

  /** Everything of a raising but the locks and the commit; the fence of no table is written. */
  void rehearse(FenceService.LastLook look) {
    session.token();
    List<TableName> tables = session.tables();
    refuseForeign(tables);
    session.rollback();
    lock.rehearse();
    FenceStatements.createTriggers(
        subject, session.owner(), tables, clock.instant().toString(), side().passDigest());
    session.execute(FenceStatements.limits(REHEARSAL_MILLIS, REHEARSAL_MILLIS));
    look.at(session.session());
    write(List.of(), REHEARSAL, clock.instant(), 0);
    session.rollback();
  }

  private void write(List<TableName> tables, String token, Instant since, int ended) {
    session.execute(FenceStatements.TURN);
    session.requireOurs();
    for (String statement : FenceStatements.CREATE_SCHEMA) {
      session.execute(statement);
    }
    session.execute(
        FenceStatements.createTriggers(
            subject, session.owner(), tables, since.toString(), side().passDigest()));
    side().closed();
    session.update(
        FenceStatements.KEEP_TOKEN,
        subject.migration().name(),
        subject.source().name(),
        token,
        ended);
    session.emit(FenceMark.raised(token));
  }

  private SideState side() {
    return new SideState(session.session(), subject);
  }

  /** Reads the position behind the fence, once: it is kept with the token. */
  private FenceObserved position() {
    session.update(FenceStatements.KEEP_POSITION);
    session.commit();
    return session.token().orElseThrow(IllegalStateException::new);
  }

  private boolean complete() {
    Set<TableName> refusing = new HashSet<>();
    for (FenceSession.FencedTable fenced : session.fenced()) {
      if (fenced.ours() && fenced.enabled()) {
        refusing.add(fenced.table());
      }
    }
    return refusing.containsAll(session.tables());
  }

  private void refuseForeign(Collection<TableName> tables) {
    for (FenceSession.FencedTable fenced : session.fenced()) {
      if (!fenced.ours() && tables.contains(fenced.table())) {
        throw new TributaryException(
            FenceError.FOREIGN,
            "Table %s of source %s is fenced already by source %s of migration %s; a table can move once only. Remove it from one of the migrations."
                .formatted(
                    fenced.table().display(),
                    subject.source().name(),
                    fenced.source(),
                    fenced.migration()),
            subject.fields());
      }
    }
  }

  private long left(Instant deadline) {
    return Math.max(1, Duration.between(clock.instant(), deadline).toMillis());
  }

  private void requireTime(Instant deadline) {
    if (!clock.instant().isBefore(deadline)) {
      throw new TributaryException(
          FenceError.DEADLINE,
          "%s is not fenced and goes on as before: the cutover's time limit passed first. Raise `cutover.time-limit-millis` and order again."
              .formatted(Sentences.beginning(subject.stream().origin())),
          subject.fields());
    }
  }
}
