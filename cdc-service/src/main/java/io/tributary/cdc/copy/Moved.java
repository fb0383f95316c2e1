package io.tributary.cdc.copy;

/**
 * What was moved.
 *
 * @param rows rows that the target took
 * @param bytes bytes that they had on their way
 */
public record Moved(long rows, long bytes) {}
