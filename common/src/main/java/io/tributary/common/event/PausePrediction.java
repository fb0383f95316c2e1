package io.tributary.common.event;

/**
 * How long applications will be refused, from the order to fence to the last opened side, in
 * milliseconds.
 *
 * @param p50Millis as often more as less
 * @param worstMillis by the worst that was measured of each part; no bound
 */
public record PausePrediction(long p50Millis, long worstMillis) {}
