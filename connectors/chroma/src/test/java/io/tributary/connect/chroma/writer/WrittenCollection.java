package io.tributary.connect.chroma.writer;

/**
 * A collection that a writer has made.
 *
 * @param position how far its records are in the queue
 * @param persisted how far its files are
 */
record WrittenCollection(
    String id,
    String vector,
    String metadata,
    int dimension,
    HnswFolder folder,
    long position,
    long persisted) {
  WrittenCollection(String id, String vector, String metadata, int dimension, HnswFolder folder) {
    this(id, vector, metadata, dimension, folder, 0, 0);
  }

  WrittenCollection at(long number) {
    return new WrittenCollection(id, vector, metadata, dimension, folder, number, persisted);
  }

  WrittenCollection inFiles() {
    return new WrittenCollection(id, vector, metadata, dimension, folder, position, position);
  }
}
