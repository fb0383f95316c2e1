package io.tributary.validator.chroma;

import io.tributary.validator.file.SqliteFile;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The vectors of a collection at the moment of a read: what its folder holds, and over it the
 * writes of the queue that the segment of records has taken over and the folder has not. What is in
 * the queue only has no record yet and is not there. For one thread.
 */
final class Vectors {
  private final SqliteFile file;
  private final Collection collection;
  private final long pickleBytes;
  private Folder folder;

  Vectors(SqliteFile file, Collection collection, long pickleBytes) {
    this.file = file;
    this.collection = collection;
    this.pickleBytes = pickleBytes;
  }

  /**
   * The vectors of those ids that have one; inside of a read.
   *
   * @throws TornRead somebody is writing the folder, so that it takes another read
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
    Queue queue = new Queue(file);
    long upTo = queue.position(collection.records()).orElse(0);
    OptionalLong noted = queue.position(collection.vectors());
    Folder held = folder();
    Map<String, float[]> persisted = held.vectors(ids);
    long after = noted.orElse(held.position());
    Map<String, List<Write>> writes = queue.writes(collection, after, upTo, ids);
    Map<String, float[]> vectors = new HashMap<>();
    for (String id : ids) {
      Replayed replayed =
          Replayed.of(persisted.get(id), writes.getOrDefault(id, List.of()), collection.space());
      if (!replayed.certain() && !held.marks().left()) {
        throw new TornRead("how far the vector of id " + id + " is will be noted in a moment");
      }
      if (replayed.vector() != null) {
        vectors.put(id, replayed.vector());
      }
    }
    return vectors;
  }

  private Folder folder() {
    Path path = file.path().resolveSibling(collection.vectors());
    if (folder == null || !folder.marks().same(Marks.of(path))) {
      folder = Folder.open(path, collection.space(), pickleBytes);
    }
    return folder;
  }
}
