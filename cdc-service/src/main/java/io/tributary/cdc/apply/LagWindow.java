package io.tributary.cdc.apply;

import java.util.List;

/**
 * Percentiles of the lags of the last seconds, once the stream has caught up with its snapshot.
 * Lags are counted in buckets that grow with the lag (about 3 % wide), in slices of time that are
 * forgotten one by one. Thread-safe.
 */
final class LagWindow {
  /** A stream whose latest transaction is younger than this has caught up. */
  private static final long CAUGHT_UP_MILLIS = 1_000;

  private static final int SLICES = 6;
  private static final int STEPS = 32;
  private static final int BUCKETS = 64 * STEPS;

  private final long sliceMillis;
  private final long[][] counts = new long[SLICES][BUCKETS];
  private long currentSlice;
  private boolean caughtUp;

  /**
   * An empty window.
   *
   * @param windowMillis how far back it looks
   */
  LagWindow(long windowMillis) {
    this.sliceMillis = Math.max(1, windowMillis / SLICES);
  }

  /**
   * The transactions of one batch have become visible. What waited while the snapshot was running
   * says nothing of how fast changes pass, and the batch that catches up holds it, too.
   *
   * @param commitMillis when the source committed them, in their order
   */
  synchronized void applied(long nowMillis, List<Long> commitMillis) {
    if (caughtUp) {
      commitMillis.forEach(committed -> add(nowMillis, nowMillis - committed));
    } else if (!commitMillis.isEmpty()) {
      caughtUp = nowMillis - commitMillis.get(commitMillis.size() - 1) < CAUGHT_UP_MILLIS;
    }
  }

  synchronized void add(long nowMillis, long lagMillis) {
    forgetUntil(nowMillis / sliceMillis);
    counts[(int) (currentSlice % SLICES)][bucket(Math.max(0, lagMillis))]++;
  }

  /** The lag that this share (0 to 1) of all lags does not exceed; 0 when there are none. */
  synchronized long percentile(long nowMillis, double share) {
    forgetUntil(nowMillis / sliceMillis);
    long all = 0;
    for (long[] slice : counts) {
      for (long count : slice) {
        all += count;
      }
    }
    long wanted = (long) Math.ceil(all * share);
    long seen = 0;
    for (int bucket = 0; bucket < BUCKETS && all > 0; bucket++) {
      for (long[] slice : counts) {
        seen += slice[bucket];
      }
      if (seen >= wanted && seen > 0) {
        return upperBound(bucket);
      }
    }
    return 0;
  }

  private void forgetUntil(long slice) {
    for (long s = Math.max(currentSlice + 1, slice - SLICES + 1); s <= slice; s++) {
      counts[(int) (s % SLICES)] = new long[BUCKETS];
    }
    currentSlice = Math.max(currentSlice, slice);
  }

  private static int bucket(long lag) {
    if (lag < STEPS) {
      return (int) lag;
    }
    int shift = 63 - Long.numberOfLeadingZeros(lag) - 5;
    return (shift + 1) * STEPS + (int) ((lag >> shift) - STEPS);
  }

  private static long upperBound(int bucket) {
    if (bucket < STEPS) {
      return bucket;
    }
    int shift = bucket / STEPS - 1;
    return ((bucket % STEPS + STEPS + 1L) << shift) - 1;
  }
}
