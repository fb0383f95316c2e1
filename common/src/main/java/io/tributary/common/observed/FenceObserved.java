package io.tributary.common.observed;

import java.time.Instant;

/**
 * A fence that stands at a source.
 *
 * @param token the cutover's id, in the source's stream behind the last accepted write
 * @param position the source's position read after the fence was committed
 * @param drained whether apply has passed the token
 * @param fencedAt when the fence was committed
 * @param openTransactionsEnded sessions that were terminated for it
 */
public record FenceObserved(
    String token, long position, boolean drained, Instant fencedAt, int openTransactionsEnded) {}
