package io.tributary.files.chroma.source;

import io.tributary.common.plan.source.Source;
import io.tributary.files.chroma.store.ChromaCollection;
import io.tributary.files.chroma.store.ChromaDirectory;
import io.tributary.files.chroma.store.ChromaFailure;
import io.tributary.files.chroma.store.ChromaFinding;
import io.tributary.files.chroma.store.ChromaStore;
import io.tributary.files.chroma.store.CollectionName;
import io.tributary.files.sqlite.source.SqliteSourceFile;
import io.tributary.mapping.chroma.CollectionShape;
import io.tributary.mapping.chroma.CollectionShape.Space;
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
public record ChromaSourceDirectory(String source, Path path) {
  private static final int BUSY_MILLIS = 5_000;

  /** The directory of a source. */
  public static ChromaSourceDirectory of(Source source) {
    return new ChromaSourceDirectory(source.name(), Path.of(source.converted().path()));
  }

  /** The file of SQLite in it, which holds all but persisted vectors. */
  public SqliteSourceFile file() {
    try {
      return new SqliteSourceFile(source, new ChromaDirectory(path).file(), BUSY_MILLIS);
    } catch (ChromaFailure e) {
      throw ChromaSourceError.of(source, e);
    }
  }

  /** The collections as the target is made for them. */
  public List<CollectionShape> shapes() {
    return read(ChromaStore::collections).stream().map(ChromaSourceDirectory::shape).toList();
  }

  /** What Chroma has lost or left over; reads all vectors. */
  public List<ChromaFinding> findings() {
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

  private static CollectionShape shape(ChromaCollection collection) {
    CollectionName name = CollectionName.of(collection);
    return new CollectionShape(
        name.schema(),
        name.table(),
        collection.dimension().orElse(0),
        Space.of(collection.space().label()));
  }
}
