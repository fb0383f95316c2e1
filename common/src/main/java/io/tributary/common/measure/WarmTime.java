package io.tributary.common.measure;

import java.time.Clock;

/**
 * Measures at a rehearsal what will be done again behind the fence. What is slow only the first
 * time (plans, pages, code) is done then, so short work is done twice and the second run counts.
 */
public final class WarmTime {
  /** Work that takes longer is measured by its first run: the rehearsal has a time limit. */
  private static final long LONGEST_REPEATED_MILLIS = 500;

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

  /** Does the work once or twice; answers how many milliseconds the last run took. */
  public static <E extends Exception> long millis(Clock clock, Work<E> work) throws E {
    long first = once(clock, work);
    return first > LONGEST_REPEATED_MILLIS ? first : once(clock, work);
  }

  private static <E extends Exception> long once(Clock clock, Work<E> work) throws E {
    long start = clock.millis();
    work.run();
    return Math.max(0, clock.millis() - start);
  }
}
