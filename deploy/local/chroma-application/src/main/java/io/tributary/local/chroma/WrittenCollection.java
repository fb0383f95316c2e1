package io.tributary.local.chroma;

import io.tributary.local.chroma.CollectionRows.Ids;

/**
 * A collection that a writer has made or taken up.
 *
 * @param position how far its records are in the queue
 * @param persisted how far its files are
 */
record WrittenCollection(Ids ids, int dimension, HnswFolder folder, long position, long persisted) {
  WrittenCollection(Ids ids, int dimension, HnswFolder folder) {
    this(ids, dimension, folder, 0, 0);
  }

  WrittenCollection at(long number) {
    return new WrittenCollection(ids, dimension, folder, number, persisted);
  }

  WrittenCollection inFiles() {
    return new WrittenCollection(ids, dimension, folder, position, position);
  }
}
