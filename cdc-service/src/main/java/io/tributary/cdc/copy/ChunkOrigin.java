package io.tributary.cdc.copy;

import java.util.List;
import java.util.Optional;

/** Where a copy takes its chunks from: what it needs to know of one kind of source. */
public interface ChunkOrigin {

  /** All chunks of the source, in the order in which they are to be copied; none is kept yet. */
  List<TableChunk> cut();

  /**
   * Chunks in the pieces that one worker copies, one after the other. Usually each by itself.
   *
   * @param open chunks that are not in the target yet, in their order
   */
  default List<List<TableChunk>> inTurn(List<TableChunk> open) {
    return open.stream().map(List::of).toList();
  }

  /** Whether other instances can read the same from where they run, so that they may help. */
  default boolean offered() {
    return false;
  }

  /** What those read at the source; empty for what it holds by then. */
  default Optional<String> snapshot() {
    return Optional.empty();
  }

  /** A reader for one worker. */
  ChunkReader reader();

  /**
   * The position at which all rows stand together as they did at the source. Asked when everything
   * is in the target.
   *
   * @param mixed whether chunks were read behind the start of the stream
   * @return 0 when they do already
   */
  long settledAt(boolean mixed);
}
