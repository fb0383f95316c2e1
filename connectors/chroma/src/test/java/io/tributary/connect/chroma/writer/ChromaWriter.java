package io.tributary.connect.chroma.writer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Changes a directory as a server of version 1.5 does: the queue first, then the metadata segment,
 * then the folder, its position, and the purge, each in its own transaction, and each also by
 * itself, so that a test can look in between.
 */
public final class ChromaWriter implements AutoCloseable {
  private static final String TOPIC = "persistent://default/default/";

  private final Path root;
  private final ChromaFile file;
  private final Map<String, WrittenCollection> opened = new HashMap<>();

  public ChromaWriter(Path root, ChromaTables tables) throws SQLException {
    this.root = root;
    this.file = new ChromaFile(root, tables);
  }

  /** Runs a statement of the test's own. */
  public void update(String sql, Object... parameters) throws SQLException {
    file.update(sql, parameters);
  }

  /** Makes a collection; answers the name of its folder. */
  public String create(String database, String name, String space, int dimension)
      throws SQLException, IOException {
    String id = UUID.randomUUID().toString();
    String vector = UUID.randomUUID().toString();
    String metadata = UUID.randomUUID().toString();
    update("BEGIN IMMEDIATE");
    if (space != null) {
      update(
          "INSERT INTO collection_metadata (collection_id, key, str_value) VALUES (?, 'hnsw:space', ?)",
          id,
          space);
    }
    if (database == null) {
      update("INSERT INTO collections (id, name, topic) VALUES (?, ?, ?)", id, name, TOPIC + id);
    } else {
      update(
          "INSERT OR IGNORE INTO databases VALUES (?, ?, 'default_tenant')",
          database.equals("default_database") ? "d0" : database,
          database);
      update(
          "INSERT INTO collections (id, name, database_id, config_json_str) VALUES (?, ?,"
              + " (SELECT id FROM databases WHERE name = ?), '{}')",
          id,
          name,
          database);
    }
    update(
        "INSERT INTO segments (id, type, scope, collection) VALUES"
            + " (?, 'urn:chroma:segment/vector/hnsw-local-persisted', 'VECTOR', ?),"
            + " (?, 'urn:chroma:segment/metadata/sqlite', 'METADATA', ?)",
        vector,
        id,
        metadata,
        id);
    update("COMMIT");
    HnswFolder folder = new HnswFolder(root.resolve(vector), dimension, "cosine".equals(space));
    folder.open();
    opened.put(key(database, name), new WrittenCollection(id, vector, metadata, dimension, folder));
    return vector;
  }

  /** Deletes a collection and leaves its folder, as servers do. */
  public void drop(String database, String name) throws SQLException {
    WrittenCollection collection = opened.get(key(database, name));
    update("BEGIN IMMEDIATE");
    for (String table : List.of("embedding_metadata", "embedding_metadata_array")) {
      update(
          "DELETE FROM " + table + " WHERE id IN (SELECT id FROM embeddings WHERE segment_id = ?)",
          collection.metadata());
    }
    update("DELETE FROM embeddings WHERE segment_id = ?", collection.metadata());
    update(
        "DELETE FROM max_seq_id WHERE segment_id IN (?, ?)",
        collection.metadata(),
        collection.vector());
    update("DELETE FROM segments WHERE collection = ?", collection.id());
    update("DELETE FROM collection_metadata WHERE collection_id = ?", collection.id());
    update("DELETE FROM embeddings_queue WHERE topic = ?", TOPIC + collection.id());
    update("DELETE FROM collections WHERE id = ?", collection.id());
    update("COMMIT");
    opened.remove(key(database, name));
  }

  public void rename(String database, String name, String to) throws SQLException {
    WrittenCollection collection = opened.get(key(database, name));
    update("UPDATE collections SET name = ? WHERE id = ?", to, collection.id());
    opened.remove(key(database, name));
    opened.put(key(database, to), collection);
  }

  /** One operation, all the way but for the folder. */
  public void write(String database, String name, Operation operation) throws SQLException {
    apply(database, name, operation, queue(database, name, operation));
  }

  /** The first half: what makes a write durable. Answers its number. */
  public long queue(String database, String name, Operation operation) throws SQLException {
    WrittenCollection collection = opened.get(key(database, name));
    update("BEGIN IMMEDIATE");
    update(
        "UPDATE collections SET dimension = ? WHERE id = ? AND dimension IS NULL",
        operation.vector() == null ? collection.dimension() : operation.vector().length,
        collection.id());
    update(
        "INSERT INTO embeddings_queue (topic, id, operation, vector, encoding, metadata)"
            + " VALUES (?, ?, ?, ?, ?, '{}')",
        TOPIC + collection.id(),
        operation.id(),
        operation.number(),
        operation.vector() == null ? null : bytes(operation.vector()),
        operation.vector() == null ? null : "FLOAT32");
    long number = file.number("SELECT max(seq_id) FROM embeddings_queue");
    update("COMMIT");
    return number;
  }

  /** The second half: the metadata segment takes it over, and the index in memory. */
  public void apply(String database, String name, Operation operation, long number)
      throws SQLException {
    WrittenCollection collection = opened.get(key(database, name));
    update("BEGIN IMMEDIATE");
    long row =
        file.number(
            "SELECT id FROM embeddings WHERE segment_id = ? AND embedding_id = ?",
            collection.metadata(),
            operation.id());
    if (row == 0 && (operation.number() == 0 || operation.number() == 2)) {
      update(
          "INSERT INTO embeddings (segment_id, embedding_id, seq_id) VALUES (?, ?, ?)",
          collection.metadata(),
          operation.id(),
          number);
      new RecordMetadata(file)
          .write(file.number("SELECT last_insert_rowid()"), operation.metadata());
    } else if (row != 0 && (operation.number() == 1 || operation.number() == 2)) {
      update("UPDATE embeddings SET seq_id = ? WHERE id = ?", number, row);
      new RecordMetadata(file).write(row, operation.metadata());
    } else if (row != 0 && operation.number() == 3) {
      update("DELETE FROM embeddings WHERE id = ?", row);
      update("DELETE FROM embedding_metadata WHERE id = ?", row);
      update("DELETE FROM embedding_metadata_array WHERE id = ?", row);
    }
    update("INSERT OR REPLACE INTO max_seq_id VALUES (?, ?)", collection.metadata(), number);
    update("COMMIT");
    collection.folder().apply(operation.number(), operation.id(), operation.vector());
    opened.put(key(database, name), collection.at(number));
  }

  /** Files, position and purge. */
  public void persist(String database, String name) throws SQLException, IOException {
    persistFiles(database, name);
    persistPosition(database, name);
    purge(database, name);
  }

  public void persistFiles(String database, String name) throws IOException {
    WrittenCollection collection = opened.get(key(database, name));
    collection.folder().persistFiles();
    collection.folder().persistIds();
    opened.put(key(database, name), collection.inFiles());
  }

  /** As versions before 0.5.6 did it: the position is in the pickle, and nothing is purged. */
  public void persistAsPython(String database, String name) throws IOException {
    WrittenCollection collection = opened.get(key(database, name));
    collection.folder().persistFiles();
    collection.folder().persistObject(collection.position());
  }

  public void persistPosition(String database, String name) throws SQLException {
    WrittenCollection collection = opened.get(key(database, name));
    update(
        "INSERT OR REPLACE INTO max_seq_id VALUES (?, ?)",
        collection.vector(),
        collection.persisted());
  }

  public void purge(String database, String name) throws SQLException {
    WrittenCollection collection = opened.get(key(database, name));
    update(
        "DELETE FROM embeddings_queue WHERE topic = ? AND seq_id <"
            + " (SELECT min(seq_id) FROM max_seq_id WHERE segment_id IN (?, ?))",
        TOPIC + collection.id(),
        collection.vector(),
        collection.metadata());
  }

  /** Ends a transaction that a statement was refused in. */
  void giveUp() {
    try {
      update("ROLLBACK");
    } catch (SQLException e) {
      // None was open.
    }
  }

  private static byte[] bytes(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : vector) {
      bytes.putFloat(number);
    }
    return bytes.array();
  }

  private static String key(String database, String name) {
    return database + " " + name;
  }

  @Override
  public void close() throws SQLException {
    file.close();
  }
}
