package io.tributary.validator.source.chroma;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** A directory with one collection {@code c}, its files made byte by byte as a test wants them. */
public final class SmallDirectory implements AutoCloseable {
  static final String ID = "11111111-1111-1111-1111-111111111111";
  static final String FOLDER = "22222222-2222-2222-2222-222222222222";
  static final String RECORDS = "33333333-3333-3333-3333-333333333333";
  private static final String CURRENT =
      """
      CREATE TABLE tenants (id TEXT PRIMARY KEY);
      CREATE TABLE databases (id TEXT PRIMARY KEY, name TEXT, tenant_id TEXT);
      INSERT INTO tenants VALUES ('default_tenant');
      INSERT INTO databases VALUES ('d', 'default_database', 'default_tenant');
      CREATE TABLE collections (id TEXT PRIMARY KEY, name TEXT, dimension INTEGER,
        database_id TEXT, config_json_str TEXT, schema_str TEXT);
      CREATE TABLE collection_metadata (collection_id TEXT, key TEXT, str_value TEXT);
      CREATE TABLE segments (id TEXT PRIMARY KEY, type TEXT, scope TEXT, collection TEXT);
      CREATE TABLE embeddings (id INTEGER PRIMARY KEY, segment_id TEXT, embedding_id TEXT,
        seq_id BLOB, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
        UNIQUE (segment_id, embedding_id));
      CREATE TABLE embedding_metadata (id INTEGER, key TEXT, string_value TEXT, int_value INTEGER,
        float_value REAL, bool_value INTEGER, PRIMARY KEY (id, key));
      CREATE TABLE embedding_metadata_array (id INTEGER, key TEXT, string_value TEXT,
        int_value INTEGER, float_value REAL, bool_value INTEGER);
      CREATE TABLE max_seq_id (segment_id TEXT PRIMARY KEY, seq_id INTEGER);
      CREATE TABLE embeddings_queue (seq_id INTEGER PRIMARY KEY, created_at TIMESTAMP,
        operation INTEGER, topic TEXT, id TEXT, vector BLOB, encoding TEXT, metadata TEXT);
      INSERT INTO collections VALUES ('%1$s', 'c', NULL, 'd', '{"hnsw": {"space": "%4$s"}}', '{}');
      """;

  /** As 0.4.0 made them. */
  private static final String FIRST =
      """
      CREATE TABLE collections (id TEXT PRIMARY KEY, name TEXT, topic TEXT, dimension INTEGER);
      CREATE TABLE collection_metadata (collection_id TEXT, key TEXT, str_value TEXT);
      CREATE TABLE segments (id TEXT PRIMARY KEY, type TEXT, scope TEXT, topic TEXT,
        collection TEXT);
      CREATE TABLE embeddings (id INTEGER PRIMARY KEY, segment_id TEXT, embedding_id TEXT,
        seq_id BLOB, created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP,
        UNIQUE (segment_id, embedding_id));
      CREATE TABLE embedding_metadata (id INTEGER, key TEXT, string_value TEXT, int_value INTEGER,
        float_value REAL, PRIMARY KEY (id, key));
      CREATE TABLE max_seq_id (segment_id TEXT PRIMARY KEY, seq_id BLOB);
      CREATE TABLE embeddings_queue (seq_id INTEGER PRIMARY KEY, created_at TIMESTAMP,
        operation INTEGER, topic TEXT, id TEXT, vector BLOB, encoding TEXT, metadata TEXT);
      INSERT INTO collections (id, name) VALUES ('%1$s', 'c');
      INSERT INTO collection_metadata VALUES ('%1$s', 'hnsw:space', '%4$s');
      """;

  private static final String SEGMENTS =
      """
      INSERT INTO segments (id, type, scope, collection) VALUES
        ('%2$s', 'urn:chroma:segment/vector/hnsw-local-persisted', 'VECTOR', '%1$s'),
        ('%3$s', 'urn:chroma:segment/metadata/sqlite', 'METADATA', '%1$s')""";

  final Path path;
  private final boolean first;
  private final Connection connection;
  private long queued;

  SmallDirectory(Path path, boolean first, String space) throws SQLException {
    this.path = path;
    this.first = first;
    this.connection =
        new SQLiteConfig().createConnection("jdbc:sqlite:" + path.resolve("chroma.sqlite3"));
    run(((first ? FIRST : CURRENT) + SEGMENTS).formatted(ID, FOLDER, RECORDS, space));
  }

  void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  /** What the queue has for an operation: 0 add, 1 update, 2 upsert, 3 delete. */
  void queue(int operation, String id, float... vector) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO embeddings_queue VALUES (?, NULL, ?, 'persistent://default/default/"
                + ID
                + "', ?, ?, 'FLOAT32', NULL)")) {
      insert.setLong(1, ++queued);
      insert.setInt(2, operation);
      insert.setString(3, id);
      insert.setBytes(4, vector.length == 0 ? null : floats(vector));
      insert.executeUpdate();
    }
  }

  /** Lives, as the segment of records has it. */
  void record(String id) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO embeddings (segment_id, embedding_id, seq_id) VALUES (?, ?, ?)")) {
      insert.setString(1, RECORDS);
      insert.setString(2, id);
      insert.setLong(3, queued);
      insert.executeUpdate();
    }
  }

  /** Notes how far a segment is. */
  void position(String segment, long position) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT OR REPLACE INTO max_seq_id VALUES (?, ?)")) {
      insert.setString(1, segment);
      if (first) {
        insert.setBytes(2, ByteBuffer.allocate(Long.BYTES).putLong(position).array());
      } else {
        insert.setLong(2, position);
      }
      insert.executeUpdate();
    }
  }

  /** A place of the index. */
  public record Slot(long label, String id, boolean deleted, float norm, float... numbers) {}

  /** Writes a folder that has rested for a minute. */
  Path folder(int dimension, byte[] pickle, List<Slot> slots) throws IOException {
    Path folder = Files.createDirectories(path.resolve(FOLDER));
    int numbers = 140;
    int label = numbers + dimension * Float.BYTES;
    int size = label + Long.BYTES;
    ByteBuffer header = little(100);
    header.putInt(1).putLong(0).putLong(100).putLong(slots.size());
    header.putLong(size).putLong(label).putLong(numbers);
    Files.write(folder.resolve("header.bin"), header.array());
    ByteBuffer data = little(size * 100);
    ByteBuffer norms = little(400);
    for (int i = 0; i < slots.size(); i++) {
      data.put(i * size + 2, (byte) (slots.get(i).deleted() ? 1 : 0));
      for (int n = 0; n < dimension; n++) {
        data.putFloat(i * size + numbers + n * Float.BYTES, slots.get(i).numbers()[n]);
      }
      data.putLong(i * size + label, slots.get(i).label());
      norms.putFloat(slots.get(i).norm());
    }
    Files.write(folder.resolve("data_level0.bin"), data.array());
    Files.write(folder.resolve("length.bin"), norms.array());
    if (pickle != null) {
      Files.write(folder.resolve("index_metadata.pickle"), pickle);
    }
    written(60);
    return folder;
  }

  /** Makes all files of the folder as old as this. */
  void written(int secondsAgo) throws IOException {
    FileTime time = FileTime.fromMillis(System.currentTimeMillis() - secondsAgo * 1_000L);
    try (var files = Files.list(path.resolve(FOLDER))) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, time);
      }
    }
  }

  /** A plain dictionary, as Chroma writes it since 1.0. */
  public static byte[] plain(List<Slot> slots) throws IOException {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.write(new byte[] {(byte) 0x80, 3});
    attributes(pickle, slots, -1);
    pickle.write('.');
    return pickle.toByteArray();
  }

  /** The object of earlier versions, with its position. */
  public static byte[] object(List<Slot> slots, int position) throws IOException {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.write(new byte[] {(byte) 0x80, 4, (byte) 0x95, 0, 0, 0, 0, 0, 0, 0, 0});
    for (String name :
        List.of("chromadb.segment.impl.vector.local_persistent_hnsw", "PersistentData")) {
      pickle.write(0x8c);
      pickle.write(name.length());
      pickle.write(name.getBytes(StandardCharsets.US_ASCII));
      pickle.write(0x94);
    }
    pickle.write(new byte[] {(byte) 0x93, (byte) 0x94, ')', (byte) 0x81, (byte) 0x94});
    attributes(pickle, slots, position);
    pickle.write('b');
    pickle.write('.');
    return pickle.toByteArray();
  }

  private static void attributes(ByteArrayOutputStream pickle, List<Slot> slots, int position)
      throws IOException {
    pickle.write(new byte[] {'}', '('});
    text(pickle, "max_seq_id");
    if (position < 0) {
      pickle.write('N');
    } else {
      number(pickle, position);
    }
    text(pickle, "label_to_id");
    pickle.write(new byte[] {'}', '('});
    for (Slot slot : slots) {
      if (!slot.deleted()) {
        number(pickle, (int) slot.label());
        text(pickle, slot.id());
      }
    }
    pickle.write(new byte[] {'u', 'u'});
  }

  private static void number(ByteArrayOutputStream pickle, int number) throws IOException {
    pickle.write('J');
    pickle.write(little(4).putInt(number).array());
  }

  private static void text(ByteArrayOutputStream pickle, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    pickle.write('X');
    pickle.write(little(4).putInt(bytes.length).array());
    pickle.write(bytes);
  }

  static byte[] floats(float... numbers) {
    ByteBuffer bytes = little(numbers.length * Float.BYTES);
    for (float number : numbers) {
      bytes.putFloat(number);
    }
    return bytes.array();
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
