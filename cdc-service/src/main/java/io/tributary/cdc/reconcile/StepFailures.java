package io.tributary.cdc.reconcile;

import io.tributary.cdc.retry.RetryDelay;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Why the last step of a stream failed, and how long to rest before the next try. By one thread.
 */
final class StepFailures {
  private static final Logger LOG = Logger.getLogger(StepFailures.class);

  private final StreamId stream;
  private @Nullable ErrorReport error;
  private @Nullable SourceStep failed;
  private long generation;
  private RetryDelay delay = RetryDelay.between(Duration.ofMillis(250), Duration.ofSeconds(10));

  /** Failures of the steps of a stream. */
  StepFailures(StreamId stream) {
    this.stream = stream;
  }

  /** A step has failed under an order. */
  void failed(SourceStep step, ErrorReport report, long ordered, Exception cause) {
    LOG.errorf(
        cause,
        "step=%s migration=%s source=%s code=%s",
        step,
        stream.migration(),
        stream.source(),
        report.code());
    stopped(step, report, ordered);
    delay = delay.next();
  }

  /** What a step had begun has ended with an error, or with none. */
  void stopped(SourceStep step, @Nullable ErrorReport report, long ordered) {
    error = report;
    failed = step;
    generation = ordered;
  }

  /** A step was done. A look into the databases mends nothing but an earlier look. */
  void done(SourceStep step) {
    if (step != SourceStep.INSPECT || failed == SourceStep.INSPECT) {
      error = null;
      delay = delay.reset();
    }
  }

  /** There is nothing to do. */
  void clear() {
    error = null;
  }

  /** Why the last step failed, null when it did not. */
  @Nullable ErrorReport error() {
    return error;
  }

  /** Whether nothing is tried again until another order comes. */
  boolean block(long ordered) {
    return error != null && !error.retryable() && generation == ordered;
  }

  /** How long to rest. */
  Duration rest() {
    return delay.full();
  }
}
