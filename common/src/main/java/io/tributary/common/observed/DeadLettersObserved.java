package io.tributary.common.observed;

/**
 * What became of the operator's last request about dead letters.
 *
 * @param request the number of the request that was carried out last
 * @param applied changes that the target took this time
 * @param left changes that still wait
 */
public record DeadLettersObserved(long request, long applied, long left) {}
