package io.tributary.cdc.reconcile;

import io.tributary.common.desired.DesiredState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The desired state that a stream heard last. Nobody waits for the streams of the other direction,
 * so one that is at work on a long step may miss that it was to stand by while others change sides.
 *
 * @param cutoverId the cutover that it named, null before the first
 * @param generation its number, 0 before the first
 */
record HeardOrder(@Nullable String cutoverId, long generation) {
  /** Nothing heard so far. */
  static final HeardOrder NONE = new HeardOrder(null, 0);

  static HeardOrder of(DesiredState desired) {
    return new HeardOrder(desired.cutoverId(), desired.generation());
  }

  /**
   * Whether nobody can have changed sides between this one and the next one: who has heard every
   * order knows of each change, as it was told to stand by. Where one was missed it cannot be said,
   * for a rollback that was undone comes back to the cutover before it. From fence to opening
   * nobody else is at work, and no look is to make the pause longer. A look waits for writers whose
   * transactions are open, so none is taken that is not needed: a rehearsal would wait for them.
   */
  boolean leadsTo(DesiredState next) {
    boolean missed = next.generation() > generation + 1;
    return !missed
        || Objects.equals(cutoverId, next.cutoverId())
            && switch (next.goal()) {
              case FENCE, VERIFY, OPEN -> true;
              case IDLE,
                  PREFLIGHT,
                  REPLICATE,
                  PAUSE,
                  REHEARSE,
                  SWITCHED,
                  COMPLETE,
                  ABORT,
                  STAND_BY,
                  WITHDRAW ->
                  false;
            };
  }
}
