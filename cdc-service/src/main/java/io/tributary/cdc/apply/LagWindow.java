package io.tributary.cdc.apply;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * Percentiles of the lags of the last seconds, once the stream has caught up with its snapshot.
 * Lags are counted to two digits, in slices of time that are forgotten one by one. Thread-safe.
 */
final class LagWindow {
  /** A stream whose latest transaction is younger than this has caught up. */
  private static final long CAUGHT_UP_MILLIS = 1_000;

  /** A lag that is longer counts as this. */
  private static final long LONGEST_MILLIS = Duration.ofDays(365).toMillis();

  private static final int SLICES = 6;
  private static final int DIGITS = 2;

  private final long sliceMillis;
  private final List<Histogram> slices =
      Stream.generate(() -> new Histogram(DIGITS)).limit(SLICES).toList();
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
    slice(currentSlice).recordValue(Math.min(LONGEST_MILLIS, Math.max(0, lagMillis)));
  }

  /** The lag that this share (0 to 1) of all lags does not exceed; 0 when there are none. */
  synchronized long percentile(long nowMillis, double share) {
    forgetUntil(nowMillis / sliceMillis);
    Histogram all = new Histogram(DIGITS);
    slices.forEach(all::add);
    return all.getValueAtPercentile(share * 100);
  }

  private void forgetUntil(long slice) {
    for (long s = Math.max(currentSlice + 1, slice - SLICES + 1); s <= slice; s++) {
      slice(s).reset();
    }
    currentSlice = Math.max(currentSlice, slice);
  }

  private Histogram slice(long number) {
    return slices.get((int) (number % SLICES));
  }
}
