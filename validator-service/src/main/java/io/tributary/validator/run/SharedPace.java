package io.tributary.validator.run;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The pace of polling that threads share which wait for the same server: all of them together ask
 * no more often than one alone would. Many sources that wait for their fences would otherwise take
 * the processor time that raising and draining the fences needs. Thread-safe.
 */
public final class SharedPace {
  private static final long FENCE_MILLIS = 3;

  private final long millis;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * A pace without waiting threads.
   *
   * @param millis rest between two questions of one who waits alone
   */
  SharedPace(long millis) {
    this.millis = millis;
  }

  /** For those who wait for fence tokens: quick, because writers wait as well. */
  public static SharedPace ofFences() {
    return new SharedPace(FENCE_MILLIS);
  }

  /** One who waits until this is closed. */
  public Turn join() {
    waiting.incrementAndGet();
    return new Turn();
  }

  /** One of those who wait; closed once. */
  public final class Turn implements AutoCloseable {

    /** Rest before the next question. */
    public long millis() {
      return millis * Math.max(1, waiting.get());
    }

    @Override
    public void close() {
      waiting.decrementAndGet();
    }
  }
}
