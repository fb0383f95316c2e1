package io.tributary.cdc.source;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.MovingSource;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.DatabaseSession;
import io.tributary.database.FailureKind;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The lift of one fence and its conditions. An instance that was suspended in the middle of a lift
 * may wake up in a later cutover, so they are asked at the last moment: when the caller holds the
 * lock under which alone fences are raised and lifted, and for which whoever opens the other side
 * waits before he does.
 *
 * @param moving the source
 * @param token of the fence that was read, empty for one that does not refuse everything any more
 * @param opened reads from the target whether it was opened
 * @param opening what else becomes true with the lift, in its transaction
 * @param opens whether it ends a change of sides: the applications wait for its end, so what is
 *     left of a fence that lets all writes through is for later; and it needs the other side's
 *     answer
 */
public record FenceLift(
    MovingSource moving,
    String token,
    BooleanSupplier opened,
    Consumer<DatabaseSession> opening,
    boolean opens) {
  private static final Logger LOG = Logger.getLogger(FenceLift.class);

  private static final Set<FailureKind> HELD_UP =
      EnumSet.of(FailureKind.LOCK_NOT_AVAILABLE, FailureKind.CANCELED, FailureKind.DEADLOCK);

  private static final Consumer<DatabaseSession> NOTHING = session -> {};

  /** A lift of a fence behind which nothing was written. */
  public FenceLift(MovingSource moving, String token, BooleanSupplier opened) {
    this(moving, token, opened, NOTHING, false);
  }

  /** The opening of a side, with which something else becomes true. */
  public static FenceLift opening(
      MovingSource moving,
      String token,
      BooleanSupplier opened,
      Consumer<DatabaseSession> opening) {
    return new FenceLift(moving, token, opened, opening, true);
  }

  /** The opening of a side that keeps nothing else in a database. */
  public static FenceLift opening(MovingSource moving, String token, BooleanSupplier opened) {
    return opening(moving, token, opened, NOTHING);
  }

  /**
   * Allows the lift.
   *
   * @param standing the token of the fence that stands
   * @param whole whether it refuses everything; what is left of another one may always go
   * @throws TributaryException {@link FenceError#RAISED_AGAIN} or {@link FenceError#TARGET_OPEN}
   */
  public void require(String standing, boolean whole) {
    if (!standing.equals(token) && whole) {
      throw new TributaryException(
          FenceError.RAISED_AGAIN,
          "The fence of source %s is not lifted: it was to be fence '%s', and '%s' stands."
              .formatted(moving.source().name(), token, standing),
          moving.fields());
    }
    if (targetIsOpen()) {
      throw new TributaryException(
          FenceError.TARGET_OPEN,
          "The fence of source %s is not lifted, because its target is open to its application."
              .formatted(moving.source().name()),
          moving.fields());
    }
  }

  /**
   * A target that cannot be asked cannot be opened in this moment either, and while a cutover may
   * have opened it nobody orders a lift: applications must not wait for it. One that answers and is
   * held up may be about to be opened by somebody else; and no side is opened without an answer.
   */
  private boolean targetIsOpen() {
    try {
      return opened.getAsBoolean();
    } catch (TributaryException e) {
      if (opens || !e.report().retryable() || heldUp(e)) {
        throw e;
      }
      LOG.warnf(
          "lifted without asking the target source=%s code=%s", moving.stream(), e.report().code());
      return false;
    }
  }

  private static boolean heldUp(TributaryException e) {
    return e instanceof DatabaseFailure failure && HELD_UP.contains(failure.kind());
  }
}
