package io.tributary.validator.source.end;

import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.Source;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.database.ReadingSession;
import io.tributary.validator.database.SessionOpener;

/**
 * A source that is compared with its target, and what it is opened with.
 *
 * @param migration the source's migration
 * @param plan the source as the migration file describes it
 * @param sessions opens sessions to databases
 * @param limits how far to read
 */
public record WatchedSource(
    Migration migration, Source plan, SessionOpener sessions, ValidatorLimits limits) {
  /** The source's stream of changes. */
  public StreamId stream() {
    return new StreamId(migration.name(), plan.name());
  }

  /** The same source where it really is. */
  public WatchedSource at(Source real) {
    return new WatchedSource(migration, real, sessions, limits);
  }

  /** A session to the target. */
  public ReadingSession targetSession() {
    return sessions.open(migration.target().connection());
  }

  /** A session to the target that may fill temporary tables with converted rows. */
  public ReadingSession copySession() {
    return sessions.openForCopies(migration.target().connection());
  }
}
