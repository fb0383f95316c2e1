package io.tributary.bench.result;

import java.util.Locale;

/**
 * The figure of a contender of Tributary compared with that of another program.
 *
 * @param work what was done
 * @param peer what it is compared with
 * @param ratio taken round by round: how many times as good ours is, or for what an application
 *     pays ({@code sqlite-write-cost}) how many times as much
 * @param ours the median of ours
 * @param theirs the median of theirs
 * @param unit of both
 */
public record BenchResult(
    String work, String peer, RatioSpread ratio, double ours, double theirs, String unit) {

  /** A line for people. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "%s: %.2f times (%.2f-%.2f) %s: %,.1f to %,.1f %s",
        work,
        ratio.median(),
        ratio.min(),
        ratio.max(),
        peer,
        ours,
        theirs,
        unit);
  }
}
