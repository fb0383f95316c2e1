package io.tributary.cdc.copy;

import java.util.List;

/**
 * How far the copy of a source is. Pure.
 *
 * @param all every chunk, in the order in which they are copied
 */
record ChunkStates(List<ChunkState> all) {

  ChunkStates {
    all = List.copyOf(all);
  }

  /** Whether the tables were not cut into chunks yet. */
  boolean fresh() {
    return all.isEmpty();
  }

  /**
   * Whether the copy can only go on with what the source held where the stream begins. A row
   * without a key that is read later would be there once more when its insert is replayed. And as
   * long as nothing is in the target, beginning anew costs nothing and gives a target that is equal
   * to the source at one position.
   */
  boolean needSnapshot() {
    return all.stream().noneMatch(ChunkState::done)
        || all.stream().anyMatch(state -> !state.done() && !state.chunk().keyed());
  }

  /** Whether all is in the target that was to be copied, and it is the same that was cut. */
  boolean complete(ChunkStates cut) {
    return open().isEmpty()
        && all.stream()
            .map(ChunkState::chunk)
            .toList()
            .equals(cut.all.stream().map(ChunkState::chunk).toList());
  }

  List<TableChunk> open() {
    return all.stream().filter(state -> !state.done()).map(ChunkState::chunk).toList();
  }

  /** Whether rows of different moments stand side by side, until the replay has passed them all. */
  boolean mixed() {
    return all.stream().anyMatch(state -> state.done() && state.later());
  }

  long rows() {
    return all.stream().mapToLong(ChunkState::rows).sum();
  }

  long bytes() {
    return all.stream().mapToLong(ChunkState::bytes).sum();
  }
}
