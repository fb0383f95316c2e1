package io.tributary.orchestrator.loop;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets so many requests at a time do what may keep a thread, or a session at a target, for seconds;
 * some more wait for their turn, and whoever comes then is to come again. So threads are left for
 * requests that wait for nobody, such as those for health. Thread-safe.
 */
final class RequestTurns {
  private final String what;
  private final int atOnce;
  private final Semaphore working;
  private final Semaphore present;
  private final Duration longest;

  /**
   * Turns for one kind of request.
   *
   * @param what the requests, for people
   * @param atOnce how many do their work at a time
   * @param waiting how many more may wait for that
   * @param longest for how long they do
   */
  RequestTurns(String what, int atOnce, int waiting, Duration longest) {
    this.what = what;
    this.atOnce = atOnce;
    this.working = new Semaphore(atOnce, true);
    this.present = new Semaphore(atOnce + waiting);
    this.longest = longest;
  }

  /**
   * Does the work when its turn has come.
   *
   * @throws io.tributary.common.error.TributaryException {@link OrderError#BUSY} when it does not
   *     come; nothing was done then
   */
  <T> T take(String migration, Supplier<T> work) {
    if (!present.tryAcquire()) {
      throw busy(migration);
    }
    try {
      if (!working.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        throw busy(migration);
      }
      try {
        return work.get();
      } finally {
        working.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw OrderError.NO_ANSWER.because("The service shuts down. Ask again.", migration);
    } finally {
      present.release();
    }
  }

  private RuntimeException busy(String migration) {
    return OrderError.BUSY.because(
        "%d %s are being worked on and others wait already, so this one was not begun. Send it again in a moment."
            .formatted(atOnce, what),
        migration);
  }
}
