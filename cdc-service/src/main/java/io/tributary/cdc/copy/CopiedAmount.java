package io.tributary.cdc.copy;

/**
 * How much of a chunk was copied.
 *
 * @param rows rows that the target took
 * @param bytes bytes that they had on their way
 */
public record CopiedAmount(long rows, long bytes) {}
