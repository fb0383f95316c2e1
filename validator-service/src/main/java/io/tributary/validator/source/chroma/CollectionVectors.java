package io.tributary.validator.source.chroma;

import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of a collection at the moment of a read: what its folder holds, and over it the
 * writes of the queue that the segment of records has taken over and the folder has not. What is in
 * the queue only has no record yet and is not there. For one thread.
 */
final class CollectionVectors {
  private final SqliteFileReader file;
  private final StoredCollection collection;
  private final long pickleBytes;
  private final QueuedIds queued;
  private @Nullable VectorFolder folder;

  CollectionVectors(SqliteFileReader file, StoredCollection collection, long pickleBytes) {
    this.file = file;
    this.collection = collection;
    this.pickleBytes = pickleBytes;
    this.queued = new QueuedIds(collection);
  }

  /**
   * The vectors of those ids that have one; inside of a read.
   *
   * @throws TornFolderRead the folder is being written, so that it takes another read
   */
  Map<String, float[]> of(Set<String> ids) throws SQLException {
    if (ids.isEmpty()) {
      return Map.of();
    }
    if (!collection.persisted()) {
      throw ChromaFailures.of(
          file.path(),
          "the vectors of collection "
              + collection.name()
              + " are not in its directory. Exclude the collection.");
    }
    WriteQueue queue = new WriteQueue(file);
    long upTo = queue.position(collection.records()).orElse(0);
    OptionalLong noted = queue.position(collection.vectors());
    VectorFolder held = folder();
    Map<String, float[]> persisted = held.vectors(ids);
    long after = noted.orElse(held.position());
    Map<String, List<QueuedWrite>> writes = queued.writes(queue, after, upTo, ids);
    Map<String, float[]> vectors = new HashMap<>();
    for (String id : ids) {
      ReplayedVector replayed =
          ReplayedVector.of(
              persisted.get(id), writes.getOrDefault(id, List.of()), collection.space());
      if (!replayed.certain() && !held.marks().left()) {
        throw new TornFolderRead(
            "how far the vector of id " + id + " is will be noted in a moment");
      }
      if (replayed.vector() != null) {
        vectors.put(id, replayed.vector());
      }
    }
    return vectors;
  }

  private VectorFolder folder() {
    Path path = file.path().resolveSibling(collection.vectors());
    if (folder == null || !folder.marks().same(FolderMarks.of(path))) {
      folder = VectorFolder.open(path, collection.space(), pickleBytes);
    }
    return folder;
  }
}
