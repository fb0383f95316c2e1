package io.tributary.validator;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.source.ChromaSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.mapping.chroma.CollectionShape;
import io.tributary.mapping.chroma.CollectionShape.Space;
import io.tributary.mapping.source.MappingBasis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;

/**
 * A copy of the real directory, with a log of changed ids as the capture keeps it, and a target
 * that holds what Chroma's own server returned for each record.
 */
final class ChromaAndDatabase implements AutoCloseable {
  private static final Path SAMPLE = Path.of("../deploy/samples/stoic-emperor/chroma");
  private static final String DATABASE = "default_database";
  private static final List<CollectionShape> COLLECTIONS =
      List.of(
          new CollectionShape(DATABASE, "episodic", 384, Space.L2),
          new CollectionShape(DATABASE, "semantic", 384, Space.COSINE),
          new CollectionShape(DATABASE, "stoic_wisdom", 3, Space.L2),
          new CollectionShape(DATABASE, "psychoanalysis", 0, Space.L2),
          new CollectionShape(DATABASE, "tiny_ip", 3, Space.IP),
          new CollectionShape(DATABASE, "unread", 3, Space.COSINE));

  /** Keeps the digits of numbers as they are written. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  final Path directory;
  final PreparedTarget target;
  private final Connection application;

  ChromaAndDatabase(String name) {
    try {
      directory = Files.createTempDirectory("validated-" + name);
      copy();
      application =
          new SQLiteConfig().createConnection("jdbc:sqlite:" + directory.resolve("chroma.sqlite3"));
      inDirectory("PRAGMA busy_timeout = 60000");
      CollectionLog.TABLES.forEach(this::inDirectory);
      CollectionLog.TRIGGERS.values().forEach(this::inDirectory);
      target = new PreparedTarget(name, plan(), MappingBasis.ofCollections(COLLECTIONS));
      target.run("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public");
      target.preData();
      fill();
      target.postData();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void copy() throws IOException {
    try (Stream<Path> files = Files.walk(SAMPLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = directory.resolve(SAMPLE.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.write(to, Files.readAllBytes(file));
      }
    }
  }

  private void fill() throws IOException, SQLException {
    try (Connection into = target.open()) {
      into.setAutoCommit(false);
      for (String line : Files.readAllLines(SAMPLE.resolve("expected.jsonl"))) {
        JsonNode record = JSON.readTree(line);
        JsonNode metadata = record.get("metadata");
        insert(
            into,
            record.get("collection").asText(),
            record.get("id").asText(),
            text(record, "document"),
            // A decimal has no sign of zero, a double has.
            new ObjectMapper().readTree(line).get("embedding").toString(),
            metadata.isNull() || metadata.isEmpty() ? null : pointed(metadata).toString(),
            text(record, "uri"));
      }
      into.commit();
    }
  }

  /** A float with a point, without which jsonb would print it as an integer. */
  private static JsonNode pointed(JsonNode value) {
    if (value instanceof ObjectNode members) {
      members.fieldNames().forEachRemaining(name -> members.set(name, pointed(members.get(name))));
    } else if (value instanceof ArrayNode elements) {
      for (int i = 0; i < elements.size(); i++) {
        elements.set(i, pointed(elements.get(i)));
      }
    } else if (value.isBigDecimal() && value.decimalValue().scale() <= 0) {
      return DecimalNode.valueOf(value.decimalValue().setScale(1));
    }
    return value;
  }

  private static String text(JsonNode record, String name) {
    return record.get(name).isNull() ? null : record.get(name).asText();
  }

  private void insert(Connection into, String collection, String... values) throws SQLException {
    try (PreparedStatement insert =
        into.prepareStatement(
            "INSERT INTO moved.vector_"
                + collection
                + " (id, document, embedding, metadata, uri, created_at)"
                + " VALUES (?, ?, ?::vector, ?::jsonb, ?, (? || 'Z')::timestamptz)")) {
      for (int i = 0; i < values.length; i++) {
        insert.setString(i + 1, values[i]);
      }
      insert.setString(6, createdAt(collection, values[0]));
      insert.executeUpdate();
    }
  }

  private String createdAt(String collection, String id) throws SQLException {
    try (PreparedStatement query =
        application.prepareStatement(
            "SELECT e.created_at FROM embeddings e JOIN segments s ON s.id = e.segment_id"
                + " JOIN collections c ON c.id = s.collection"
                + " WHERE c.name = ? AND e.embedding_id = ?")) {
      query.setString(1, collection);
      query.setString(2, id);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  void inDirectory(String sql) {
    try (Statement statement = application.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** One text from the target. */
  String target(String sql) throws SQLException {
    try (Connection connection = target.open();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Writes a vector as the application does; 2 is an upsert, 3 a delete. */
  void write(String collection, int operation, String id, float... vector) throws SQLException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float number : vector) {
      bytes.putFloat(number);
    }
    try (PreparedStatement queue =
        application.prepareStatement(
            "INSERT INTO embeddings_queue (operation, topic, id, vector, encoding)"
                + " SELECT ?, 'persistent://default/default/' || id, ?, ?, 'FLOAT32'"
                + " FROM collections WHERE name = ?")) {
      queue.setInt(1, operation);
      queue.setString(2, id);
      queue.setBytes(3, vector.length == 0 ? null : bytes.array());
      queue.setString(4, collection);
      queue.executeUpdate();
    }
    application.setAutoCommit(false);
    String segment =
        "(SELECT s.id FROM segments s JOIN collections c ON c.id = s.collection"
            + " WHERE s.scope = 'METADATA' AND c.name = '"
            + collection
            + "')";
    inDirectory(
        operation == 3
            ? "DELETE FROM embeddings WHERE embedding_id = '" + id + "' AND segment_id = " + segment
            : "INSERT INTO embeddings (segment_id, embedding_id, seq_id, created_at)"
                + " VALUES ("
                + segment
                + ", '"
                + id
                + "', 0, '2026-01-02 03:04:05') ON CONFLICT (segment_id, embedding_id)"
                + " DO UPDATE SET seq_id = excluded.seq_id");
    inDirectory(
        "UPDATE max_seq_id SET seq_id = (SELECT max(seq_id) FROM embeddings_queue)"
            + " WHERE segment_id = "
            + segment);
    application.commit();
    application.setAutoCommit(true);
  }

  private Source plan() {
    return ChromaSource.of(
        PreparedTarget.SOURCE,
        directory.toString(),
        List.of(new SchemaMapping(DATABASE, "moved", Map.of(), List.of(), List.of())),
        new ConversionRules(OnInvalid.STOP, true, ChromaSource.ZONE, Map.of()));
  }

  @Override
  public void close() {
    target.close();
    try (Stream<Path> files = Files.walk(directory)) {
      application.close();
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
