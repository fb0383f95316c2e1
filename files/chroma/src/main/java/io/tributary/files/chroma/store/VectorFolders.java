package io.tributary.files.chroma.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folders of a directory. Remembers the indexes that were used last and reads one anew when its
 * files have changed. Not thread-safe.
 */
final class VectorFolders {
  private static final int REMEMBERED = 4;

  /** Files that nobody has touched for so long are as their writer left them for good. */
  private static final long SETTLED_MILLIS = 10_000;

  private final Path root;
  private final long pickleLimit;
  private final Clock clock;
  private final Map<String, Sight> sights = new HashMap<>();
  private final Map<String, HnswIndex> indexes =
      new LinkedHashMap<>(REMEMBERED * 2, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, HnswIndex> eldest) {
          return size() > REMEMBERED;
        }
      };

  VectorFolders(Path root, long pickleLimit, Clock clock) {
    this.root = root;
    this.pickleLimit = pickleLimit;
    this.clock = clock;
  }

  /**
   * The index as it is now.
   *
   * @throws TornRead it is being written
   * @throws ChromaFailure FOLDER_DAMAGED: it is not whole, and nobody is writing it
   */
  HnswIndex index(ChromaCollection collection) {
    if (collection.vectorSegment().isEmpty()) {
      return HnswIndex.none();
    }
    HnswIndex known = indexes.get(collection.vectorSegment());
    if (known != null && known.current()) {
      return known;
    }
    Path folder = folder(collection);
    FolderMark before = FolderMark.of(folder);
    try {
      HnswIndex index = HnswIndex.load(folder, collection.space(), pickleLimit);
      indexes.put(collection.vectorSegment(), index);
      return index;
    } catch (TornRead e) {
      if (still(before) && FolderMark.of(folder).equals(before)) {
        throw ChromaError.FOLDER_DAMAGED.failure(
            "the folder of collection "
                + collection.described()
                + " was left half written ("
                + e.getMessage()
                + "). Let Chroma rebuild the collection, or exclude it",
            e);
      }
      throw e;
    }
  }

  private Path folder(ChromaCollection collection) {
    return root.resolve(collection.vectorSegment());
  }

  private boolean still(FolderMark mark) {
    return Math.abs(clock.millis() - mark.newestMillis()) >= SETTLED_MILLIS;
  }

  /**
   * Whether the files are at the position that the segment has, and not further: they are written
   * first.
   */
  boolean settled(ChromaCollection collection, HnswIndex index, long position) {
    Sight sight = sights.get(collection.vectorSegment());
    if (sight == null || !sight.mark().equals(index.mark())) {
      sight = new Sight(index.mark(), position);
      sights.put(collection.vectorSegment(), sight);
    }
    return position > sight.position() || still(index.mark());
  }

  /** The names of those folders that hold an index. */
  List<String> names() {
    try (Stream<Path> entries = Files.list(root)) {
      return entries
          .filter(entry -> Files.exists(entry.resolve(FolderMark.HEADER)))
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    } catch (java.io.IOException e) {
      throw ChromaError.IO_ERROR.failure(root + " cannot be listed", e);
    }
  }

  /** Files as they were seen first, and the position at that time. */
  private record Sight(FolderMark mark, long position) {}
}
