package io.tributary.cdc.copy;

/**
 * How far a chunk is.
 *
 * @param done whether it is in the target
 * @param later whether it was read behind the stream's start position
 * @param rows its rows in the target
 * @param bytes bytes that they had on their way
 */
record ChunkState(TableChunk chunk, boolean done, boolean later, long rows, long bytes) {}
