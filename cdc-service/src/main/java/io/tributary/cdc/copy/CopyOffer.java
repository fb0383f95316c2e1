package io.tributary.cdc.copy;

import io.tributary.common.model.StreamId;
import java.util.Optional;

/**
 * The copy of a stream's source, offered to all instances by the one that looks after it.
 *
 * @param stream the stream
 * @param snapshot what to read at the source, empty for what it holds by then
 * @param firstChunk the first of the chunks that were cut for this copy
 * @param lastChunk the last of them
 */
record CopyOffer(StreamId stream, Optional<String> snapshot, long firstChunk, long lastChunk) {}
