package io.tributary.cdc.chroma.directory;

import io.tributary.cdc.sqlite.file.SqliteFile;
import io.tributary.common.mapping.CollectionShape;
import io.tributary.common.mapping.CollectionShape.Space;
import io.tributary.common.plan.Source;
import io.tributary.connect.chroma.CollectionName;
import io.tributary.connect.chroma.store.ChromaDirectory;
import io.tributary.connect.chroma.store.ChromaFailure;
import io.tributary.connect.chroma.store.ChromaStore;
import io.tributary.connect.chroma.store.Collection;
import io.tributary.connect.chroma.store.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * The directory of a source, opened anew for each reading and never written. Every method throws
 * {@link io.tributary.common.error.TributaryException} with a {@link ChromaSourceError}.
 *
 * @param source the source's name, for errors
 * @param path what Chroma persists to
 */
public record SourceDirectory(String source, Path path) {
  private static final int BUSY_MILLIS = 5_000;

  /** The directory of a source. */
  public static SourceDirectory of(Source source) {
    return new SourceDirectory(source.name(), Path.of(source.converted().path()));
  }

  /** The file of SQLite in it, which holds all but persisted vectors. */
  public SqliteFile file() {
    try {
      return new SqliteFile(source, new ChromaDirectory(path).file(), BUSY_MILLIS);
    } catch (ChromaFailure e) {
      throw ChromaSourceError.of(source, e);
    }
  }

  /** The collections as the target is made for them. */
  public List<CollectionShape> shapes() {
    return read(ChromaStore::collections).stream().map(SourceDirectory::shape).toList();
  }

  /** What Chroma has lost or left over; reads all vectors. */
  public List<Finding> findings() {
    return read(ChromaStore::findings);
  }

  /** Reads what is there at this moment. */
  public <T> T read(Function<ChromaStore, T> reading) {
    try (ChromaStore store = ChromaStore.open(path)) {
      return reading.apply(store);
    } catch (ChromaFailure e) {
      throw ChromaSourceError.of(source, e);
    }
  }

  private static CollectionShape shape(Collection collection) {
    CollectionName name = CollectionName.of(collection);
    return new CollectionShape(
        name.schema(),
        name.table(),
        collection.dimension().orElse(0),
        Space.of(collection.space().label()));
  }
}
