package io.tributary.files.chroma.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The folders of a directory. Remembers the indexes that were used last and reads one anew when its
 * files have changed. Not thread-safe.
 */
final class VectorFolders {
  private static final int REMEMBERED = 4;

  /** Files that nobody has touched for so long are as their writer left them for good. */
  private static final long SETTLED_MILLIS = 10_000;

  /** Within this time of a write another one may leave the same size and time behind. */
  private static final long BLURRED_MILLIS = 20;

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
    FolderMark mark = FolderMark.of(folder);
    if (age(mark) < BLURRED_MILLIS) {
      throw new TornRead(folder + " has been written in this moment");
    }
    HnswIndex index =
        judged(collection, mark, () -> HnswIndex.load(folder, collection.space(), pickleLimit));
    if (!index.mark().equals(mark)) {
      throw new TornRead(folder + " was written while it was being read");
    }
    indexes.put(collection.vectorSegment(), index);
    return index;
  }

  /**
   * The vectors of these ids, as far as the index has them.
   *
   * @throws TornRead the files are being written
   * @throws ChromaFailure FOLDER_DAMAGED: they are not whole, and nobody is writing them
   */
  Map<String, float[]> vectors(ChromaCollection collection, HnswIndex index, List<String> ids) {
    return judged(collection, index.mark(), () -> index.vectors(ids));
  }

  /**
   * Tells what is being written from what is broken. A file that is read while it is being written
   * may hold anything, old bytes behind new ones too, so what is wrong with it counts only when
   * nobody has touched it for a while, neither before the read nor during it.
   */
  private <T> T judged(ChromaCollection collection, FolderMark mark, Supplier<T> read) {
    try {
      return read.get();
    } catch (TornRead e) {
      if (!atRest(collection, mark)) {
        throw e;
      }
      throw ChromaError.FOLDER_DAMAGED.failure(
          "the folder of collection "
              + collection.described()
              + " was left half written ("
              + e.getMessage()
              + "). Let Chroma rebuild the collection, or exclude it",
          e);
    } catch (ChromaFailure e) {
      if (atRest(collection, mark) || !e.error().content()) {
        throw e;
      }
      throw new TornRead(folder(collection) + " was written while it was being read", e);
    }
  }

  private boolean atRest(ChromaCollection collection, FolderMark mark) {
    return still(mark) && FolderMark.of(folder(collection)).equals(mark);
  }

  private Path folder(ChromaCollection collection) {
    return root.resolve(collection.vectorSegment());
  }

  private boolean still(FolderMark mark) {
    return age(mark) >= SETTLED_MILLIS;
  }

  /** A time to come is that of another clock, and as good as one that has passed. */
  private long age(FolderMark mark) {
    return Math.abs(clock.millis() - mark.newestMillis());
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
