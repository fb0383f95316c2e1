package io.tributary.bench;

/**
 * A figure of ours beside one of something else.
 *
 * @param work what was done
 * @param peer what it is compared with
 * @param ratio ours divided by theirs, taken round by round
 * @param ours the median of ours
 * @param theirs the median of theirs
 * @param unit of both
 */
public record Result(
    String work, String peer, Ratio ratio, double ours, double theirs, String unit) {}
