package io.tributary.cdc.reconcile;

import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Checks at intervals whether a fence stands at a source although the desired state asks for none.
 * Not thread-safe.
 */
final class UnwantedFence {
  private static final Logger LOG = Logger.getLogger(UnwantedFence.class);

  private final StreamId stream;
  private final Duration every;
  private final Clock clock;
  private Instant last;

  UnwantedFence(StreamId stream, Duration every, Clock clock) {
    this.stream = stream;
    this.every = every;
    this.clock = clock;
    this.last = clock.instant();
  }

  /**
   * Whether one was found in this moment; false while it is not time to look. A source that cannot
   * be asked is asked again: what keeps it from answering is told by those who need it.
   */
  boolean found(DesiredState desired, SourceFacts facts, SourceDriver driver) {
    if (!lookedAfter(desired, facts) || clock.instant().isBefore(last.plus(every))) {
      return false;
    }
    last = clock.instant();
    try {
      if (driver.standingFence().isEmpty()) {
        return false;
      }
      LOG.warnf("a fence stands that nobody wants, it is lifted source=%s", stream);
      return true;
    } catch (TributaryException e) {
      LOG.warnf("not known whether a fence stands source=%s code=%s", stream, e.report().code());
      return false;
    } catch (RuntimeException e) {
      // The source's thread must not end because of a look.
      LOG.errorf(e, "not known whether a fence stands source=%s", stream);
      return false;
    }
  }

  private static boolean lookedAfter(DesiredState desired, SourceFacts facts) {
    boolean open =
        switch (desired.goal()) {
          case REPLICATE, PAUSE -> true;
          // The rehearsal keeps the session that looking would take.
          case IDLE,
              PREFLIGHT,
              REHEARSE,
              FENCE,
              VERIFY,
              OPEN,
              SWITCHED,
              COMPLETE,
              ABORT,
              STAND_BY,
              WITHDRAW ->
              false;
        };
    return open && facts.unfenced() && !facts.is(SourceFact.OPENED);
  }
}
