package io.tributary.cdc.apply;

import io.tributary.cdc.apply.policy.ApplySettings;
import io.tributary.cdc.retry.RetryDelay;
import io.tributary.common.error.ErrorReport;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The retry policy of one stream: a failure that may pass is told and waited for, longer each time
 * until something is committed; every other failure ends the stream. Not thread-safe.
 */
final class StreamRetry {
  private final StopSignal stop;
  private final BiConsumer<ErrorReport, Throwable> told;
  private RetryDelay delay;

  /**
   * A policy without failures yet.
   *
   * @param told takes each failure, with its cause or null
   */
  StreamRetry(ApplySettings settings, StopSignal stop, BiConsumer<ErrorReport, Throwable> told) {
    this.delay =
        RetryDelay.between(
            Duration.ofMillis(settings.retryInitialMillis()),
            Duration.ofMillis(settings.retryMaxMillis()));
    this.stop = stop;
    this.told = told;
  }

  /** Whether to run again after a failure; waits before that. */
  boolean after(ErrorReport failure, @Nullable Throwable cause) {
    if (!failure.retryable()) {
      told.accept(failure, cause);
      return false;
    }
    try {
      await(failure, cause);
      return true;
    } catch (StopSignal.Stopped e) {
      return false;
    }
  }

  /** Waits until the next try after a failure that may pass. */
  void await(ErrorReport failure, @Nullable Throwable cause) {
    told.accept(failure, cause);
    delay = delay.next();
    stop.pause(delay.jittered(ThreadLocalRandom.current().nextDouble()).toMillis());
  }

  /** Begins with short waits again. */
  void succeeded() {
    delay = delay.reset();
  }
}
