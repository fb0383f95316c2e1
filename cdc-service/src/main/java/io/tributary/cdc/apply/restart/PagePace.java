package io.tributary.cdc.apply.restart;

import java.util.concurrent.TimeUnit;

/** How many pages one piece has: as many as take some tenths of a second. One thread. */
final class PagePace {
  private static final long FEWEST = 1;
  private static final long MOST = 8_192;
  private static final long FIRST = 32;
  private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(80);
  private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private long pages = FIRST;

  long pages() {
    return pages;
  }

  /** A piece took so long. */
  void took(long nanos) {
    if (nanos < QUICK_NANOS) {
      pages = Math.min(MOST, pages * 2);
    } else if (nanos > SLOW_NANOS) {
      pages = Math.max(FEWEST, pages / 2);
    }
  }
}
