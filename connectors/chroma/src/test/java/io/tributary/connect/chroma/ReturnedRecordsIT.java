package io.tributary.connect.chroma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.connect.chroma.server.ChromaClient;
import io.tributary.connect.chroma.server.ChromaServer;
import io.tributary.files.chroma.back.CollectionReturnForm;
import io.tributary.files.chroma.fence.ChromaFence;
import io.tributary.files.chroma.fence.FencedCollections;
import io.tributary.files.chroma.store.ChromaError;
import io.tributary.files.chroma.store.ChromaFailure;
import io.tributary.files.sqlite.back.ReturnRows;
import io.tributary.files.sqlite.back.ReturnTable;
import io.tributary.files.sqlite.back.ReturnTransaction;
import io.tributary.files.sqlite.back.RowChange;
import io.tributary.mapping.conversion.SourceValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Chroma's own server is started on what was taken back; where it does not run, this is skipped.
 */
class ReturnedRecordsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SPACES = List.of("l2-records", "cosine-records", "ip-records");
  private static final int DIMENSION = 8;
  private static final String PREFIX = "tributary.fence.m/s";

  @TempDir Path home;
  private final long seed = Long.getLong("tributary.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private Path directory;

  /** What a record is to be. */
  private record Wanted(float[] vector, String document, String uri, String metadata) {}

  @BeforeEach
  void nameTheDirectory() {
    directory = home.resolve("chroma");
    System.out.println("ReturnedRecordsIT: -Dtributary.seed=" + seed);
  }

  @Test
  void showsWhatWasTakenBackAndGoesOn() throws Exception {
    Map<String, Map<String, Wanted>> expected = new HashMap<>();
    try (Source source = new Source(directory)) {
      // given a directory that a server has written, behind its fence
      try (ChromaServer server = server()) {
        for (String space : SPACES) {
          server.client().create(space, space.replace("-records", ""), 10);
          expected.put(space, new TreeMap<>());
          for (int i = 0; i < 25; i++) {
            write(server.client(), space, "add", "r" + i, expected.get(space));
          }
        }
        source.start().catchUp();
        fence().raise(PREFIX, "token", "token", "moved");
        assertThatThrownBy(() -> change(file -> {}))
            .isInstanceOfSatisfying(
                ChromaFailure.class,
                e -> assertThat(e.error()).isEqualTo(ChromaError.DIRECTORY_OPEN))
            .hasMessageContaining("is open in ");
      }
      // when
      change(file -> SPACES.forEach(space -> takeBack(file, space, expected.get(space))));
      change(file -> SPACES.forEach(space -> takeBack(file, space, expected.get(space))));
      // then
      try (ChromaServer server = server()) {
        ChromaClient client = server.client();
        for (String space : SPACES) {
          requireSame(client.get(space), expected.get(space), space);
          requireFound(client, space, expected.get(space));
        }
        requireCaptured(source, 25);
        // and
        assertThat(client.write(SPACES.get(0), "upsert", Map.of("ids", List.of("x"))).refused())
            .isTrue();
        fence().lift(PREFIX, (token, whole) -> "");
        for (String space : SPACES) {
          for (int i = 20; i < 50; i++) {
            write(client, space, "upsert", "r" + i, expected.get(space));
          }
          requireSame(client.get(space), expected.get(space), space + " goes on");
        }
        requireCaptured(source, 50);
      }
      try (ChromaServer again = server()) {
        for (String space : SPACES) {
          requireSame(again.client().get(space), expected.get(space), space + ", started again");
        }
      }
    }
  }

  /** What was taken back is not among it. */
  private static void requireCaptured(Source source, int records) throws Exception {
    source.catchUp();
    for (String space : SPACES) {
      assertThat(source.replica().rows("default_database." + space)).hasSize(records);
    }
  }

  /** New records, changed ones in part and as a whole, one under another id, and one less. */
  private void takeBack(ReturnTransaction file, String space, Map<String, Wanted> expected) {
    ReturnTable table = file.table("default_database/" + space);
    for (int i = 0; i < 5; i++) {
      String id = "t" + random.nextInt(1_000_000);
      Wanted wanted = wanted();
      table.insert(values(id, wanted));
      expected.put(id, wanted);
    }
    List<String> ids = expected.keySet().stream().filter(id -> id.startsWith("r")).toList();
    String whole = ids.get(random.nextInt(ids.size()));
    Wanted other = wanted();
    assertThat(table.update(key(whole), values(whole, other))).isTrue();
    expected.put(whole, other);
    String part = ids.get(random.nextInt(ids.size()));
    Wanted before = expected.get(part);
    assertThat(
            table.update(
                key(part),
                Map.of(
                    "document", new SourceValue.Text("only this"), "metadata", SourceValue.NULL)))
        .isTrue();
    expected.put(part, new Wanted(before.vector(), "only this", before.uri(), null));
    String moved = ids.get(random.nextInt(ids.size()));
    assertThat(table.update(key(moved), key(moved + "-moved"))).isTrue();
    expected.put(moved + "-moved", expected.remove(moved));
    String one = "r0";
    String two = "r1";
    if (expected.containsKey(one) && expected.containsKey(two)) {
      assertThat(
              new ReturnRows(file, table)
                  .apply(
                      List.of(
                          new RowChange.Alteration(key(one), key(two)),
                          new RowChange.Alteration(key(two), key(one)))))
          .isEmpty();
      expected.put(one, expected.put(two, expected.get(one)));
    }
    String gone = expected.keySet().iterator().next();
    assertThat(table.delete(key(gone))).isTrue();
    expected.remove(gone);
    assertThat(table.delete(key("never there"))).isFalse();
  }

  private Wanted wanted() {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (random.nextFloat() - 0.5f) * 10;
    }
    String metadata =
        random.nextInt(4) == 0
            ? null
            : "{\"text\": \"a\u00e9 %d\", \"whole\": %d, \"real\": %s, \"truth\": %s, \"list\": [1.5, 2.0]}"
                .formatted(
                    random.nextInt(),
                    random.nextLong(),
                    random.nextInt(1000) + ".25",
                    random.nextBoolean());
    return new Wanted(
        vector,
        random.nextInt(4) == 0 ? null : "document " + random.nextInt(1_000_000),
        random.nextInt(2) == 0 ? null : "file:///" + random.nextInt(),
        metadata);
  }

  private static Map<String, SourceValue> key(String id) {
    return Map.of("id", new SourceValue.Text(id));
  }

  private static Map<String, SourceValue> values(String id, Wanted wanted) {
    ByteBuffer bytes = ByteBuffer.allocate(DIMENSION * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(wanted.vector());
    Map<String, SourceValue> values = new HashMap<>(key(id));
    values.put("embedding", new SourceValue.Bytes(bytes.array()));
    values.put("document", text(wanted.document()));
    values.put("uri", text(wanted.uri()));
    values.put("metadata", text(wanted.metadata()));
    return values;
  }

  private static SourceValue text(String text) {
    return text == null ? SourceValue.NULL : new SourceValue.Text(text);
  }

  private void write(
      ChromaClient client, String space, String verb, String id, Map<String, Wanted> expected)
      throws Exception {
    float[] vector = wanted().vector();
    ChromaClient.Answer answer =
        client.write(
            space,
            verb,
            Map.of(
                "ids",
                List.of(id),
                "embeddings",
                List.of(vector),
                "documents",
                List.of("by the server " + id)));
    assertThat(answer.refused()).as(answer.toString()).isFalse();
    Wanted before = expected.get(id);
    expected.put(
        id,
        new Wanted(
            vector,
            "by the server " + id,
            before == null ? null : before.uri(),
            before == null ? null : before.metadata()));
  }

  private static void requireSame(JsonNode records, Map<String, Wanted> expected, String why)
      throws Exception {
    assertThat(records.path("ids")).as(why).hasSize(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      String id = records.path("ids").path(i).asText();
      String where = id + " of " + why;
      Wanted wanted = expected.get(id);
      assertThat(wanted).as(where).isNotNull();
      assertThat(text(records, "documents", i)).as(where).isEqualTo(wanted.document());
      assertThat(text(records, "uris", i)).as(where).isEqualTo(wanted.uri());
      JsonNode metadata = records.path("metadatas").path(i);
      assertThat(metadata.isNull() ? JSON.createObjectNode() : metadata)
          .as(where)
          .isEqualTo(JSON.readTree(wanted.metadata() == null ? "{}" : wanted.metadata()));
      JsonNode numbers = records.path("embeddings").path(i);
      for (int n = 0; n < DIMENSION; n++) {
        float found = Float.parseFloat(numbers.path(n).asText());
        double allowed = why.startsWith("cosine") ? 4e-7 * Math.abs(wanted.vector()[n]) : 0;
        assertThat(Math.abs((double) found - wanted.vector()[n]))
            .as(where)
            .isLessThanOrEqualTo(allowed);
      }
    }
  }

  private static String text(JsonNode records, String column, int i) {
    JsonNode value = records.path(column).path(i);
    return value.isTextual() ? value.asText() : null;
  }

  /** By its vector, and by a word of its document. */
  private static void requireFound(
      ChromaClient client, String space, Map<String, Wanted> expected) {
    expected.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("t"))
        .forEach(
            entry -> {
              Wanted wanted = entry.getValue();
              JsonNode near =
                  client
                      .write(
                          space,
                          "query",
                          Map.of("query_embeddings", List.of(wanted.vector()), "n_results", 100))
                      .body();
              assertThat(near.path("ids").path(0))
                  .as(near.toString())
                  .anyMatch(id -> id.asText().equals(entry.getKey()));
              if (wanted.document() != null) {
                JsonNode said =
                    client
                        .write(
                            space,
                            "get",
                            Map.of("where_document", Map.of("$contains", wanted.document())))
                        .body();
                assertThat(said.path("ids"))
                    .as(said.toString())
                    .anyMatch(id -> id.asText().equals(entry.getKey()));
              }
            });
  }

  /** A transaction of the way back. */
  private void change(java.util.function.Consumer<ReturnTransaction> work) {
    try (ReturnTransaction file =
        ReturnTransaction.begin(
            directory.resolve("chroma.sqlite3"),
            new CollectionReturnForm(directory, FencedCollections.all()),
            5_000)) {
      assertThat(file.closed()).isTrue();
      file.openForWriting();
      work.accept(file);
      file.commit();
    }
  }

  private ChromaFence fence() {
    return new ChromaFence(directory, FencedCollections.all(), 5_000);
  }

  private ChromaServer server() throws Exception {
    return ChromaServer.start(directory, home.resolve("server.log"));
  }
}
