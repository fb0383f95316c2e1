package io.tributary.local.chroma;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes a directory as a server of version 1.5 does: the queue first, then the metadata segment,
 * then the folder, its position, and the purge, each in its own transaction, and each also by
 * itself, so that somebody can look in between. For one thread.
 */
public final class ChromaWriter implements AutoCloseable {
  private final Path root;
  private final ChromaFile file;
  private final CollectionRows collections;
  private final QueueRows queue;
  private final RecordRows records;
  private final Map<String, WrittenCollection> opened = new HashMap<>();

  /**
   * A writer of a directory.
   *
   * @param tables which are made, null when the directory has its tables
   */
  public ChromaWriter(Path root, @Nullable ChromaTables tables) throws SQLException {
    this.root = root;
    this.file = new ChromaFile(root, tables);
    this.collections = new CollectionRows(file);
    this.queue = new QueueRows(file);
    this.records = new RecordRows(file);
  }

  /** Runs a statement of the caller's own. */
  public void update(String sql, @Nullable Object... parameters) throws SQLException {
    file.update(sql, parameters);
  }

  /** Makes a collection; answers the name of its folder. */
  public String create(String database, String name, String space, int dimension)
      throws SQLException, IOException {
    CollectionRows.Ids ids = collections.insert(database, name, space);
    HnswFolder folder =
        new HnswFolder(root.resolve(ids.vector()), dimension, "cosine".equals(space));
    folder.open();
    put(database, name, new WrittenCollection(ids, dimension, folder));
    return ids.vector();
  }

  /** Takes up a collection that is there, with its folder and what of the queue is not in it. */
  public void open(String database, String name) throws SQLException, IOException {
    put(database, name, new CollectionOpening(root, file).open(database, name));
  }

  /** The vectors of a collection by id, those of the folder and those that only the queue has. */
  public Map<String, float[]> vectors(String database, String name) {
    return get(database, name).folder().vectors();
  }

  /** Deletes a collection and leaves its folder, as servers do. */
  public void drop(String database, String name) throws SQLException {
    collections.delete(get(database, name).ids());
    opened.remove(key(database, name));
  }

  public void rename(String database, String name, String to) throws SQLException {
    WrittenCollection collection = get(database, name);
    update("UPDATE collections SET name = ? WHERE id = ?", to, collection.ids().collection());
    opened.remove(key(database, name));
    put(database, to, collection);
  }

  /** One operation, all the way but for the folder. */
  public void write(String database, String name, QueueOperation operation) throws SQLException {
    apply(database, name, operation, queue(database, name, operation));
  }

  /** The first half: what makes a write durable. Answers its number. */
  public long queue(String database, String name, QueueOperation operation) throws SQLException {
    return queue.add(get(database, name), operation);
  }

  /** The second half: the metadata segment takes it over, and the index in memory. */
  public void apply(String database, String name, QueueOperation operation, long number)
      throws SQLException {
    WrittenCollection collection = get(database, name);
    records.apply(collection.ids(), operation, number);
    collection.folder().apply(operation.number(), operation.id(), operation.vector());
    put(database, name, collection.at(number));
  }

  /** Files, position and purge. */
  public void persist(String database, String name) throws SQLException, IOException {
    persistFiles(database, name);
    persistPosition(database, name);
    purge(database, name);
  }

  public void persistFiles(String database, String name) throws IOException {
    WrittenCollection collection = get(database, name);
    collection.folder().persistFiles();
    collection.folder().persistIds();
    put(database, name, collection.inFiles());
  }

  /** As versions before 0.5.6 did it: the position is in the pickle, and nothing is purged. */
  public void persistAsPython(String database, String name) throws IOException {
    WrittenCollection collection = get(database, name);
    collection.folder().persistFiles();
    collection.folder().persistObject(collection.position());
  }

  public void persistPosition(String database, String name) throws SQLException {
    WrittenCollection collection = get(database, name);
    queue.position(collection.ids().vector(), collection.persisted());
  }

  public void purge(String database, String name) throws SQLException {
    queue.purge(get(database, name).ids());
  }

  /** Ends a transaction that a statement was refused in. */
  public void giveUp() {
    try {
      update("ROLLBACK");
    } catch (SQLException e) {
      // None was open.
    }
  }

  private WrittenCollection get(String database, String name) {
    return Objects.requireNonNull(
        opened.get(key(database, name)), "a collection is made or opened first");
  }

  private void put(String database, String name, WrittenCollection collection) {
    opened.put(key(database, name), collection);
  }

  private static String key(String database, String name) {
    return database + " " + name;
  }

  @Override
  public void close() throws SQLException {
    file.close();
  }
}
