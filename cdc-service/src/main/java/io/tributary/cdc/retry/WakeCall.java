package io.tributary.cdc.retry;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets a stream's thread rest until something worth looking at happens. Thread-safe. */
public final class WakeCall {
  private final Semaphore calls = new Semaphore(0);

  /** Something happened. */
  public void call() {
    calls.release();
  }

  /** Rests until called, for so long at most; false when interrupted, which the thread stays. */
  public boolean await(Duration atMost) {
    try {
      if (calls.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        calls.drainPermits();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
