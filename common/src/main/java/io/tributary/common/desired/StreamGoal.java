package io.tributary.common.desired;

import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;

/** What the desired state of a migration asks of one of its streams. Pure. */
public final class StreamGoal {
  private StreamGoal() {}

  /** The state as the stream has to see it. */
  public static DesiredState of(DesiredState desired, StreamId stream) {
    Direction own = stream.goesBack() ? Direction.BACK : Direction.OUT;
    if (desired.direction() == own) {
      return desired;
    }
    return desired.with(own == Direction.OUT ? out(desired.goal()) : back(desired.goal()));
  }

  /** A rollback is under way; the source may be opened by it. */
  private static MigrationGoal out(MigrationGoal goal) {
    return switch (goal) {
      case IDLE, PREFLIGHT, COMPLETE, ABORT, WITHDRAW -> goal;
      case REPLICATE, PAUSE, REHEARSE, FENCE, VERIFY, OPEN, SWITCHED, STAND_BY ->
          MigrationGoal.STAND_BY;
    };
  }

  private static MigrationGoal back(MigrationGoal goal) {
    return switch (goal) {
      case IDLE, PREFLIGHT -> MigrationGoal.IDLE;
      case REPLICATE, PAUSE, REHEARSE, FENCE, VERIFY, OPEN, STAND_BY -> MigrationGoal.STAND_BY;
      // The target is the side that is written to: the stream brings it home.
      case SWITCHED -> MigrationGoal.REPLICATE;
      case COMPLETE, ABORT, WITHDRAW -> MigrationGoal.WITHDRAW;
    };
  }
}
