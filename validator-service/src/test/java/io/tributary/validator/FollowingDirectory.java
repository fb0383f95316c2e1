package io.tributary.validator;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.source.ChromaSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.WayBack;
import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
import io.tributary.mapping.chroma.CollectionShape;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.validator.LeadingTarget.Change;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * A directory of Chroma's that follows its target: the target's changes are in it once the test has
 * them written there, as Chroma leaves a write behind that it has taken over from its queue, each
 * together with the facts of its transaction. Vectors stay in the queue until a server comes.
 */
final class FollowingDirectory implements AutoCloseable {
  private static final String TIME = "2026-01-02 03:04:05";
  private static final String FENCE =
      "CREATE TRIGGER _tributary_fence_1_own AFTER INSERT ON _tributary_table BEGIN SELECT 1; END";

  /** The collection, and what holds its records. */
  private static final String COLLECTION =
      "(SELECT c.id AS collection, s.id AS segment FROM collections c"
          + " JOIN segments s ON s.collection = c.id AND s.scope = 'METADATA'"
          + " JOIN databases d ON d.id = c.database_id WHERE d.name = ? AND c.name = ?)";

  private static final String RECORD =
      "(SELECT e.id FROM embeddings e, "
          + COLLECTION
          + " o WHERE e.segment_id = o.segment AND e.embedding_id = ?)";

  final Path path;
  final PreparedTarget prepared;
  final LeadingTarget target;
  final Migration migration;
  final ChromaWriter server;
  private final Connection applier;

  /**
   * A record.
   *
   * @param number the one value of its metadata
   * @param vector empty for one that is lost
   */
  record Item(String id, @Nullable String document, int number, float... vector) {
    /** Makes it what the target has under its id. */
    String into(String table) {
      return """
          INSERT INTO moved.%s (id, document, embedding, metadata, created_at)
            VALUES ('%s', %s, '%s', '{"number": %d}', '%sZ')
            ON CONFLICT (id) DO UPDATE SET document = excluded.document,
              embedding = excluded.embedding, metadata = excluded.metadata;"""
          .formatted(
              table,
              id,
              document == null ? "NULL" : "'" + document + "'",
              Arrays.toString(vector),
              number,
              TIME);
    }
  }

  /** Something that is written into the directory. */
  interface Writing {
    void run() throws SQLException;
  }

  /**
   * An empty directory with these collections, and the tables that follow from them.
   *
   * @param databases which of them move where
   * @param declared what the migration file says besides
   */
  FollowingDirectory(
      String name,
      List<SchemaMapping> databases,
      UnaryOperator<ChromaSource> declared,
      CollectionShape... collections)
      throws Exception {
    path = Files.createTempDirectory("following-" + name);
    server = new ChromaWriter(path, ChromaTables.CURRENT);
    for (CollectionShape made : collections) {
      server.create(made.database(), made.name(), made.space().label(), made.dimension());
    }
    applier = new SQLiteConfig().createConnection("jdbc:sqlite:" + path.resolve("chroma.sqlite3"));
    run("PRAGMA busy_timeout = 60000");
    for (String table : CollectionLog.TABLES) {
      run(table);
    }
    for (String trigger : CollectionLog.TRIGGERS.values()) {
      run(trigger);
    }
    run(FENCE);
    ChromaSource plan =
        declared.apply(
            ChromaSource.of(
                    PreparedTarget.SOURCE,
                    path.toString(),
                    databases,
                    new ConversionRules(OnInvalid.QUARANTINE, true, ChromaSource.ZONE, Map.of()))
                .with(WayBack.REPLICATE));
    prepared = new PreparedTarget(name, plan, MappingBasis.ofCollections(List.of(collections)));
    prepared.run("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public");
    prepared.preData();
    prepared.postData();
    migration = prepared.migration(500);
    target = new LeadingTarget(name, prepared.open());
  }

  /** A database of Chroma's whose collections move. */
  static SchemaMapping moves(String database, String... excluded) {
    return new SchemaMapping(database, "moved", Map.of(), List.of(), List.of(excluded));
  }

  /** Writes what a transaction of the target changed into the directory, as its applier would. */
  void bringHome(Change change, Writing writing) throws SQLException {
    bringHome(change, Optional.empty(), writing);
  }

  /** The same behind the fence of a rollback. */
  void bringHome(Change change, Optional<String> fence, Writing writing) throws SQLException {
    run("BEGIN EXCLUSIVE");
    // The applier takes triggers away and makes them again, so that the schema's version moves.
    run("DROP TRIGGER _tributary_fence_1_own");
    for (String trigger : CollectionLog.TRIGGERS.keySet()) {
      run("DROP TRIGGER " + trigger);
    }
    writing.run();
    for (String trigger : CollectionLog.TRIGGERS.values()) {
      run(trigger);
    }
    run(FENCE);
    for (String fact : change.facts(fence)) {
      run(fact);
    }
    run("COMMIT");
  }

  /** All that is at the target is in the directory. */
  void caughtUp() throws SQLException {
    bringHome(target.beat(), () -> {});
  }

  /** Puts a record in the place of the one with its id; inside of a transaction. */
  void put(CollectionShape into, Item item) throws SQLException {
    queue(into, 2, item.id(), item.vector());
    run(
        "INSERT INTO embeddings (segment_id, embedding_id, seq_id, created_at)"
            + " SELECT segment, ?, (SELECT max(seq_id) FROM embeddings_queue), ? FROM "
            + COLLECTION
            + " WHERE true ON CONFLICT (segment_id, embedding_id) DO UPDATE SET"
            + " seq_id = excluded.seq_id",
        item.id(),
        TIME,
        into.database(),
        into.name());
    forget(into, item.id());
    metadata(into, item.id(), "number", "int_value", item.number());
    if (item.document() != null) {
      metadata(into, item.id(), "chroma:document", "string_value", item.document());
    }
    takenOver(into);
  }

  /** Takes a record out; inside of a transaction. */
  void delete(CollectionShape from, String id) throws SQLException {
    queue(from, 3, id);
    forget(from, id);
    run("DELETE FROM embeddings WHERE id = " + RECORD, from.database(), from.name(), id);
    takenOver(from);
  }

  private void queue(CollectionShape into, int operation, String id, float... vector)
      throws SQLException {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    run(
        "INSERT INTO embeddings_queue (operation, topic, id, vector, encoding)"
            + " SELECT ?, 'persistent://default/default/' || collection, ?, ?, 'FLOAT32' FROM "
            + COLLECTION,
        operation,
        id,
        vector.length == 0 ? null : bytes.array(),
        into.database(),
        into.name());
  }

  private void forget(CollectionShape from, String id) throws SQLException {
    run("DELETE FROM embedding_metadata WHERE id = " + RECORD, from.database(), from.name(), id);
  }

  private void metadata(CollectionShape of, String id, String key, String column, Object value)
      throws SQLException {
    run(
        "INSERT INTO embedding_metadata (id, key, " + column + ") VALUES (" + RECORD + ", ?, ?)",
        of.database(),
        of.name(),
        id,
        key,
        value);
  }

  private void takenOver(CollectionShape of) throws SQLException {
    run(
        "INSERT OR REPLACE INTO max_seq_id SELECT segment,"
            + " (SELECT max(seq_id) FROM embeddings_queue) FROM "
            + COLLECTION,
        of.database(),
        of.name());
  }

  /** A server starts, takes all vectors out of the queue into its folder, and ends. */
  void persist(CollectionShape collection) throws SQLException, IOException {
    server.open(collection.database(), collection.name());
    server.persist(collection.database(), collection.name());
  }

  /** Runs one statement. */
  void run(String sql, @Nullable Object... parameters) throws SQLException {
    if (parameters.length == 0) {
      try (Statement statement = applier.createStatement()) {
        statement.execute(sql);
      }
      return;
    }
    try (PreparedStatement statement = applier.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    }
  }

  @Override
  public void close() throws Exception {
    target.close();
    prepared.close();
    applier.close();
    server.close();
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
