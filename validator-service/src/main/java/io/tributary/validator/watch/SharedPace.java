package io.tributary.validator.watch;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How often those who wait for the same server may ask it, so that all of them together ask no more
 * often than one of them would. Many sources that wait for their fences would otherwise take the
 * processors from those who raise and drain them. Thread-safe.
 */
public final class SharedPace {
  private static final long FENCE_MILLIS = 3;

  private final long millis;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * A pace that nobody shares yet.
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
  Turn join() {
    waiting.incrementAndGet();
    return new Turn();
  }

  /** One of those who wait; closed once. */
  final class Turn implements AutoCloseable {

    /** Rest before the next question. */
    long millis() {
      return millis * Math.max(1, waiting.get());
    }

    @Override
    public void close() {
      waiting.decrementAndGet();
    }
  }
}
