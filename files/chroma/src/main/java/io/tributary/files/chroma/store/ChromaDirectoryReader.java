package io.tributary.files.chroma.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a directory by a connection to its SQLite file. Every call belongs into a transaction of
 * the caller's, which holds still what the folders are compared with; see {@code
 * docs/connector-chroma.md} for why a read is whole although the application writes the folders
 * meanwhile. Not thread-safe.
 *
 * <p>Calls fail with {@link TornRead} while the application writes a folder, and with {@link
 * ChromaFailure} on what cannot be read at all.
 */
public final class ChromaDirectoryReader {
  /** The largest pickle that is read, if nothing else is said: enough for some million ids. */
  public static final long PICKLE_LIMIT = 256L << 20;

  private static final int PAGE = 1_000;

  private final Connection connection;
  private final VectorFolders folders;
  private @Nullable ChromaLayout tables;
  private long tablesVersion;

  /**
   * @param root the directory
   * @param pickleLimit the largest {@code index_metadata.pickle} that is read, in bytes
   */
  public ChromaDirectoryReader(Connection connection, Path root, long pickleLimit, Clock clock) {
    this(connection, new VectorFolders(root, pickleLimit, clock));
  }

  private ChromaDirectoryReader(Connection connection, VectorFolders folders) {
    this.connection = connection;
    this.folders = folders;
  }

  /** A reader by another connection, which goes on with what this one has read of the folders. */
  public ChromaDirectoryReader by(Connection other) {
    return new ChromaDirectoryReader(other, folders);
  }

  /** The collections by tenant, database and name. */
  public List<ChromaCollection> collections() throws SQLException {
    ChromaLayout tables = tables();
    if (!tables.has("collections")
        || !tables.has("segments")
        || !tables.has("embeddings_queue")
        || !tables.has("embeddings")) {
      throw ChromaError.NOT_CHROMA.failure(
          "chroma.sqlite3 does not hold the tables of a Chroma from 0.4 on; check the path");
    }
    return new ChromaCatalog(connection, tables).collections();
  }

  /** What tells one set of collections from another, cheap enough to be asked for at every poll. */
  public List<String> catalog() throws SQLException {
    return new ChromaQuery(connection)
        .list(
            "SELECT c.id, c.name, s.id, "
                + tables().column("collections", "c", "dimension")
                + " FROM collections AS c LEFT JOIN segments AS s ON s.collection = c.id"
                + " ORDER BY c.id, s.id",
            row ->
                row.getString(1)
                    + " "
                    + row.getString(2)
                    + " "
                    + row.getString(3)
                    + " "
                    + row.getString(4));
  }

  /**
   * The next records of a collection.
   *
   * @param after the id of the last record of the page before, null at the start
   */
  public List<StoredRecord> page(ChromaCollection collection, @Nullable String after, int rows)
      throws SQLException {
    return withVectors(
        collection, new MetadataSegment(connection, tables()).page(collection, after, rows));
  }

  /** Those of these ids that have a record. */
  public List<StoredRecord> records(ChromaCollection collection, List<String> ids)
      throws SQLException {
    return withVectors(collection, new MetadataSegment(connection, tables()).of(collection, ids));
  }

  /** Looked at anew only after a definition has changed: every piece of records asks for it. */
  private ChromaLayout tables() throws SQLException {
    long version =
        new ChromaQuery(connection).list("PRAGMA schema_version", row -> row.getLong(1)).get(0);
    ChromaLayout known = tables;
    if (known == null || version != tablesVersion) {
      known = ChromaLayout.of(connection);
      tables = known;
      tablesVersion = version;
    }
    return known;
  }

  private List<StoredRecord> withVectors(ChromaCollection collection, List<StoredRecord> records)
      throws SQLException {
    collection.requireReadable();
    List<String> ids = records.stream().map(StoredRecord::id).toList();
    VectorQueue queue = new VectorQueue(connection);
    HnswIndex index = folders.index(collection);
    long position = position(queue, collection, index);
    // What the metadata segment has not taken over yet does not count as written.
    long until = queue.position(collection.metadataSegment());
    Map<String, List<QueueEntry>> entries = queue.entries(collection, position, until, ids);
    boolean settled = folders.settled(collection, index, position);
    Map<String, float[]> persisted = folders.vectors(collection, index, ids);
    int dimension = collection.dimension().orElse(-1);
    List<StoredRecord> complete = new ArrayList<>(records.size());
    for (StoredRecord record : records) {
      QueueReplay replay = new QueueReplay(entries.getOrDefault(record.id(), List.of()));
      float @Nullable [] before = persisted.get(record.id());
      if (before != null && !settled && replay.doubtful()) {
        throw new TornRead("the files of " + collection.described() + " are ahead of the queue");
      }
      complete.add(
          new StoredRecord(
              record.id(),
              record.document(),
              record.uri(),
              record.metadata(),
              record.createdAt(),
              StoredVector.of(replay.over(before), dimension)));
    }
    return complete;
  }

  private static long position(VectorQueue queue, ChromaCollection collection, HnswIndex index)
      throws SQLException {
    long position = queue.position(collection.vectorSegment());
    return position > 0 ? position : index.position();
  }

  /** The collections that have writes in the queue which their records do not show yet. */
  public List<ChromaCollection> pending() throws SQLException {
    VectorQueue queue = new VectorQueue(connection);
    Map<String, Long> last = queue.last();
    List<ChromaCollection> pending = new ArrayList<>();
    for (ChromaCollection collection : collections()) {
      if (last.getOrDefault(collection.id(), 0L) > queue.position(collection.metadataSegment())) {
        pending.add(collection);
      }
    }
    return pending;
  }

  /** How many writes in the queue the records of these collections do not show yet. */
  public long pendingWrites(Predicate<ChromaCollection> meant) throws SQLException {
    VectorQueue queue = new VectorQueue(connection);
    long writes = 0;
    for (ChromaCollection collection : pending()) {
      if (meant.test(collection)) {
        writes += queue.countBehind(collection, queue.position(collection.metadataSegment()));
      }
    }
    return writes;
  }

  /** Everything that is not as it should be; reads all vectors. */
  public List<ChromaFinding> findings() throws SQLException {
    List<ChromaFinding> findings = new ArrayList<>();
    for (ChromaCollection collection : collections()) {
      findings.addAll(findings(collection));
    }
    Set<String> segments = new ChromaCatalog(connection, tables()).segmentIds();
    for (String folder : folders.names()) {
      if (!segments.contains(folder)) {
        findings.add(new ChromaFinding(ChromaFinding.Kind.ORPHAN_FOLDER, null, folder));
      }
    }
    return findings;
  }

  /** Those of one collection. */
  public List<ChromaFinding> findings(ChromaCollection collection) throws SQLException {
    List<ChromaFinding> findings = new ArrayList<>();
    Set<String> live = new HashSet<>();
    @Nullable String after = null;
    List<StoredRecord> page;
    do {
      page = page(collection, after, PAGE);
      for (StoredRecord record : page) {
        live.add(record.id());
        after = record.id();
        kind(record.vector().flaw(), collection, record.id(), findings);
      }
    } while (page.size() == PAGE);
    vectorIds(collection).stream()
        .filter(id -> !live.contains(id))
        .sorted()
        .map(id -> new ChromaFinding(ChromaFinding.Kind.VECTOR_WITHOUT_RECORD, collection.id(), id))
        .forEach(findings::add);
    return findings;
  }

  private static void kind(
      StoredVector.Flaw flaw,
      ChromaCollection collection,
      String id,
      List<ChromaFinding> findings) {
    switch (flaw) {
      case NONE -> {}
      case LOST ->
          findings.add(new ChromaFinding(ChromaFinding.Kind.LOST_VECTOR, collection.id(), id));
      case NOT_FINITE ->
          findings.add(new ChromaFinding(ChromaFinding.Kind.NOT_FINITE, collection.id(), id));
      case WRONG_DIMENSION ->
          findings.add(new ChromaFinding(ChromaFinding.Kind.WRONG_DIMENSION, collection.id(), id));
    }
  }

  private Set<String> vectorIds(ChromaCollection collection) throws SQLException {
    VectorQueue queue = new VectorQueue(connection);
    HnswIndex index = folders.index(collection);
    long position = position(queue, collection, index);
    long until = queue.position(collection.metadataSegment());
    Set<String> ids = new HashSet<>(index.ids());
    float[] some = {};
    queue
        .entries(collection, position, until)
        .forEach(
            (id, entries) -> {
              if (new QueueReplay(entries).over(ids.contains(id) ? some : null) == null) {
                ids.remove(id);
              } else {
                ids.add(id);
              }
            });
    return ids;
  }
}
