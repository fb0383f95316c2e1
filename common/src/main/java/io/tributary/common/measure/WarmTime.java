package io.tributary.common.measure;

import java.time.Clock;

/**
 * Measures at a rehearsal what will be done again behind the fence. What is slow only the first
 * times (plans, pages, code that is yet to be compiled) is done then: work is repeated as long as
 * that makes it quicker, and the last run counts.
 */
public final class WarmTime {
  /** No run begins that would end behind this, because the rehearsal has a time limit. */
  private static final long MOST_MILLIS = 3_000;

  private static final int MOST_RUNS = 5;

  /** A run that took more than this much of the one before was hardly quicker, in percent. */
  private static final long HARDLY_QUICKER_PERCENT = 80;

  private WarmTime() {}

  /**
   * Work that changes nothing.
   *
   * @param <E> what it throws
   */
  @FunctionalInterface
  public interface Work<E extends Exception> {
    /** Does it. */
    void run() throws E;
  }

  /** Does the work some times; answers how many milliseconds the last run took. */
  public static <E extends Exception> long millis(Clock clock, Work<E> work) throws E {
    long last = once(clock, work);
    long spent = last;
    boolean quicker = true;
    for (int runs = 1; quicker && runs < MOST_RUNS && spent + last <= MOST_MILLIS; runs++) {
      long next = once(clock, work);
      quicker = 100 * next < HARDLY_QUICKER_PERCENT * last;
      spent += next;
      last = next;
    }
    return last;
  }

  private static <E extends Exception> long once(Clock clock, Work<E> work) throws E {
    long start = clock.millis();
    work.run();
    return Math.max(0, clock.millis() - start);
  }
}
