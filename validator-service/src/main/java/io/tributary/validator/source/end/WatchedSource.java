package io.tributary.validator.source.end;

import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.database.ReadingSession;
import io.tributary.validator.database.SessionOpener;
import java.util.List;

/**
 * A source that is compared with its target, and what it is opened with.
 *
 * @param migration the source's migration
 * @param plan the source as the migration file describes it
 * @param direction which way the stream goes that is compared
 * @param sessions opens sessions to databases
 * @param limits how far to read
 */
public record WatchedSource(
    Migration migration,
    Source plan,
    Direction direction,
    SessionOpener sessions,
    ValidatorLimits limits) {

  /** The streams of a source, those that there are. */
  public static List<WatchedSource> of(
      MovingSource moving, SessionOpener sessions, ValidatorLimits limits) {
    WatchedSource out = of(moving, Direction.OUT, sessions, limits);
    if (!moving.returns()) {
      return List.of(out);
    }
    // Home, a database is a target like any other; a file is only ever the source that it is.
    return List.of(
        out,
        moving.source().convertsRows()
            ? of(moving, Direction.BACK, sessions, limits)
            : of(moving.reversed(), Direction.OUT, sessions, limits));
  }

  private static WatchedSource of(
      MovingSource moving, Direction direction, SessionOpener sessions, ValidatorLimits limits) {
    return new WatchedSource(moving.migration(), moving.source(), direction, sessions, limits);
  }

  /** The stream of changes from the leader to the follower. */
  public StreamId stream() {
    StreamId out = new StreamId(migration.name(), plan.name());
    return direction == Direction.OUT ? out : out.opposite();
  }

  /** Whether the other one compares the same databases in the same way. */
  public boolean same(WatchedSource other) {
    return plan.equals(other.plan)
        && direction == other.direction
        && migration.target().equals(other.migration.target())
        && migration.validation().equals(other.migration.validation());
  }

  /** The same source where it really is. */
  public WatchedSource at(Source real) {
    return new WatchedSource(migration, real, direction, sessions, limits);
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
