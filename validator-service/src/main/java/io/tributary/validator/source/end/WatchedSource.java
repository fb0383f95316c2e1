package io.tributary.validator.source.end;

import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.database.DatabaseSession;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.database.ReadingSession;
import io.tributary.validator.database.SessionOpener;
import io.tributary.validator.load.LoadLimit;
import java.util.List;

/**
 * A source that is compared with its target, and what it is opened with.
 *
 * @param migration the source's migration
 * @param plan the source as the migration file describes it
 * @param direction which way the stream goes that is compared
 * @param sessions opens sessions to databases
 * @param limits how far to read
 * @param load what comparisons are held to, of all sources of the migration together
 */
public record WatchedSource(
    Migration migration,
    Source plan,
    Direction direction,
    SessionOpener sessions,
    ValidatorLimits limits,
    LoadLimit load) {

  /** The streams of a source, those that there are. */
  public static List<WatchedSource> of(
      MovingSource moving, SessionOpener sessions, ValidatorLimits limits, LoadLimit load) {
    WatchedSource out = of(moving, Direction.OUT, sessions, limits, load);
    if (!moving.returns()) {
      return List.of(out);
    }
    // Home, a database is a target like any other; a file is only ever the source that it is.
    return List.of(
        out,
        moving.source().convertsRows()
            ? of(moving, Direction.BACK, sessions, limits, load)
            : of(moving.reversed(), Direction.OUT, sessions, limits, load));
  }

  private static WatchedSource of(
      MovingSource moving,
      Direction direction,
      SessionOpener sessions,
      ValidatorLimits limits,
      LoadLimit load) {
    return new WatchedSource(
        moving.migration(), moving.source(), direction, sessions, limits, load);
  }

  /** The stream of changes from the leader to the follower. */
  public StreamId stream() {
    StreamId out = new StreamId(migration.name(), plan.name());
    return direction == Direction.OUT ? out : out.opposite();
  }

  /** Whether there is a stream that goes the other way. */
  public boolean returns() {
    return stream().goesBack() || new MovingSource(migration, plan).returns();
  }

  /** Whether the other one compares the same databases in the same way, at whatever cost. */
  public boolean same(WatchedSource other) {
    return plan.equals(other.plan)
        && direction == other.direction
        && migration.target().equals(other.migration.target())
        && migration.validation().samePace(other.migration.validation());
  }

  /** The same source where it really is. */
  public WatchedSource at(Source real) {
    return new WatchedSource(migration, real, direction, sessions, limits, load);
  }

  /** The same source, read as fast as it can be. */
  public WatchedSource unlimited() {
    return new WatchedSource(migration, plan, direction, sessions, limits, LoadLimit.none());
  }

  /** A session to the target. */
  public ReadingSession targetSession() {
    return sessions.openTarget(migration.target().connection());
  }

  /** A session to the target that may fill temporary tables with converted rows. */
  public ReadingSession copySession() {
    return sessions.openForCopies(migration.target().connection());
  }

  /** A session to the target in which ranges are offered, or held while they are compared. */
  public DatabaseSession offerSession() {
    return sessions.openForOffers(migration.target().connection());
  }
}
