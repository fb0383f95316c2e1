package io.tributary.common.observed;

/**
 * How long the validator took at the rehearsal for what it does behind a fence, in milliseconds.
 *
 * @param narrowMillis the last comparison of what had changed meanwhile
 * @param digestMillis the digests of both sides that are read behind the fence
 * @param workMillis the whole, from the order on, with sessions opened and catalogs read
 */
public record RehearsedComparison(long narrowMillis, long digestMillis, long workMillis) {}
