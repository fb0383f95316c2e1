package io.tributary.cdc.apply.count;

/**
 * How many changes of a table somebody has made at the side that a stream comes from. What a
 * connector sends of itself, such as rows of a copy, is no change.
 *
 * @param updates also those of a key, which a stream brings in two halves; of a file or a directory
 *     inserted rows too, since its connector sends a row as it is and not what was done to it
 * @param bytes size of their events on the topic, with their keys
 */
public record TableChangeCount(
    long inserts, long updates, long deletes, long truncates, long bytes) {

  /** Both together. */
  TableChangeCount plus(TableChangeCount other) {
    return new TableChangeCount(
        inserts + other.inserts,
        updates + other.updates,
        deletes + other.deletes,
        truncates + other.truncates,
        bytes + other.bytes);
  }
}
