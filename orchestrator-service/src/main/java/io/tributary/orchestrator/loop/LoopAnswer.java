package io.tributary.orchestrator.loop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the answer of a migration's thread, for at most 20 seconds. */
final class LoopAnswer {
  private static final long SECONDS = 20;

  private LoopAnswer() {}

  /** The answer, or the exception that was thrown in its place. */
  static <T> T by(String name, CompletableFuture<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw OrderError.NO_ANSWER.because(
          "The order was not decided within " + SECONDS + " s. It may still be; the status tells.",
          name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw OrderError.NO_ANSWER.because("The service shuts down. Order again.", name);
    }
  }
}
