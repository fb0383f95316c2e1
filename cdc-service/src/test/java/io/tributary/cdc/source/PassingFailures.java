package io.tributary.cdc.source;

import static org.awaitility.Awaitility.await;

import io.tributary.common.error.TributaryException;
import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;

/** Steps are done as the service does them: again after a failure that may pass. */
public final class PassingFailures {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private PassingFailures() {}

  /**
   * Does a step. Connect answers for a moment that it cannot, or not in time, while it distributes
   * connectors and where many share a machine.
   */
  public static void outlast(ThrowingRunnable step) {
    await()
        .atMost(LIMIT)
        .ignoreExceptionsMatching(
            e -> e instanceof TributaryException known && known.report().retryable())
        .untilAsserted(step);
  }
}
