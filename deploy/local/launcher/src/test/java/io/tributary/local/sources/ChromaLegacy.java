package io.tributary.local.sources;

import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
import io.tributary.local.chroma.QueueOperation;
import io.tributary.local.fixture.LegacyMigration;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.TestStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** A Chroma directory that this process goes on writing to, what is in it, and its migration. */
final class ChromaLegacy extends LegacyMigration implements AutoCloseable {
  static final String DATABASE = "default_database";

  final Path directory;
  final ChromaWriter application;
  private final String name;

  /** By collection and id, document and vector: what was written, kept apart from the files. */
  private final TreeMap<String, String> written = new TreeMap<>();

  ChromaLegacy(TestStack stack, OperatorApi api, String name, String cutover) throws Exception {
    super(stack, api, name, "", cutover);
    this.name = name;
    this.directory = Files.createTempDirectory("tributary-chroma");
    this.application = new ChromaWriter(directory, ChromaTables.CURRENT);
  }

  void create(String collection, String space, int dimension) throws Exception {
    application.create(DATABASE, collection, space, dimension);
  }

  /** Writes a record whole. */
  void upsert(String collection, String id, String document, float... vector) throws Exception {
    write(collection, QueueOperation.upsert(id, vector).with(Map.of("chroma:document", document)));
    written.put(collection + "/" + id, document + " " + spelled(vector));
  }

  void delete(String collection, String id) throws Exception {
    write(collection, QueueOperation.delete(id));
    written.remove(collection + "/" + id);
  }

  void drop(String collection) throws Exception {
    application.drop(DATABASE, collection);
    written.keySet().removeIf(key -> key.startsWith(collection + "/"));
  }

  /** Chroma loses the vector of a record that nothing has persisted yet. */
  void lose(String collection, String id) throws Exception {
    application.update("DELETE FROM embeddings_queue WHERE id = ?", id);
    written.remove(collection + "/" + id);
  }

  /** A write that is not expected in the target. */
  void write(String collection, QueueOperation operation) throws Exception {
    try {
      application.write(DATABASE, collection, operation);
    } catch (java.sql.SQLException e) {
      application.giveUp();
      throw e;
    }
  }

  TreeMap<String, String> expected() {
    return new TreeMap<>(written);
  }

  /** The same of the target's tables. */
  TreeMap<String, String> inTarget(String... collections) throws Exception {
    TreeMap<String, String> found = new TreeMap<>();
    try (Connection target = target();
        Statement statement = target.createStatement()) {
      for (String collection : collections) {
        ResultSet rows =
            statement.executeQuery(
                "SELECT id, document, embedding::real[]::text FROM \"%s\".\"vector_%s\""
                    .formatted(name, collection));
        while (rows.next()) {
          found.put(
              collection + "/" + rows.getString(1), rows.getString(2) + " " + rows.getString(3));
        }
      }
    }
    return found;
  }

  private static String spelled(float[] vector) {
    StringBuilder text = new StringBuilder("{");
    for (float number : vector) {
      String spelled = Float.toString(number);
      text.append(text.length() == 1 ? "" : ",")
          .append(spelled.endsWith(".0") ? spelled.substring(0, spelled.length() - 2) : spelled);
    }
    return text.append("}").toString();
  }

  @Override
  public String place() {
    return "kind: chroma\ndirectory: \"" + directory + "\"";
  }

  @Override
  public String schema() {
    return DATABASE;
  }

  @Override
  public void close() throws Exception {
    application.close();
  }
}
