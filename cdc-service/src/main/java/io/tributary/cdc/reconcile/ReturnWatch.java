package io.tributary.cdc.reconcile;

import io.tributary.cdc.connect.CaptureStatus;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Watches whether a way back was given up. What the target remembers is read before the first step
 * that goes by it; the limit is held only while the target is open and nobody is changing sides. By
 * one thread.
 */
final class ReturnWatch {
  private static final Logger LOG = Logger.getLogger(ReturnWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final StreamId stream;
  private final Clock clock;
  private @Nullable Instant last;
  private volatile Optional<ErrorReport> givenUp = Optional.empty();

  ReturnWatch(StreamId stream, Clock clock) {
    this.stream = stream;
    this.clock = clock;
  }

  /**
   * Looks, when it is time to.
   *
   * @throws TributaryException when the target does not answer and was not read before
   */
  void look(DesiredState desired, SourceDriver driver) {
    if (!stream.goesBack() || !counts(desired) || givenUp.isPresent() || !due(desired)) {
      return;
    }
    try {
      givenUp = switched(desired) ? driver.holdReturnLimit() : driver.givenUp();
      last = clock.instant();
    } catch (TributaryException e) {
      if (last == null) {
        throw e;
      }
      LOG.debugf(
          "limit of the way back not looked at source=%s code=%s", stream, e.report().code());
    }
  }

  /** Nothing is left of the way back; what comes is another one. */
  void forget() {
    givenUp = Optional.empty();
    last = null;
  }

  /** That it was given up. Any thread. */
  Optional<ErrorReport> givenUp() {
    return givenUp;
  }

  /** What is known of the capture; that it was given up comes before anything else. */
  CaptureStatus over(CaptureStatus status) {
    return givenUp.map(error -> CaptureStatus.of(status.connector(), error)).orElse(status);
  }

  private boolean due(DesiredState desired) {
    return last == null || (switched(desired) && !clock.instant().isBefore(last.plus(EVERY)));
  }

  /** A stream that brings home what the application writes; no rollback is under way. */
  private static boolean switched(DesiredState desired) {
    return desired.goal() == MigrationGoal.REPLICATE && desired.direction() == Direction.OUT;
  }

  private static boolean counts(DesiredState desired) {
    return switch (desired.goal()) {
      case REPLICATE, PAUSE, REHEARSE, FENCE, VERIFY, OPEN, SWITCHED -> true;
      case IDLE, PREFLIGHT, COMPLETE, ABORT, STAND_BY, WITHDRAW -> false;
    };
  }
}
