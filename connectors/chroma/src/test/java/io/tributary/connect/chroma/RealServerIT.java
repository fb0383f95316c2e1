package io.tributary.connect.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.chroma.server.ChromaClient;
import io.tributary.connect.chroma.server.ChromaClient.Answer;
import io.tributary.connect.chroma.server.ChromaServer;
import io.tributary.files.chroma.capture.ChromaCaptureRemoval;
import io.tributary.files.chroma.fence.ChromaFence;
import io.tributary.files.chroma.fence.FencedCollections;
import io.tributary.files.chroma.fence.FencedCollections.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chroma's own server writes, where it runs; elsewhere the tests are skipped and say why. */
class RealServerIT {
  @TempDir Path home;
  private Path directory;

  @BeforeEach
  void nameTheDirectory() {
    directory = home.resolve("chroma");
  }

  @Test
  void sendsWhatTheServerReturnsAfterALiveRun() throws Exception {
    long seed = Long.getLong("tributary.seed", System.nanoTime());
    String why = "-Dtributary.seed=" + seed;
    ServerTraffic traffic = new ServerTraffic(new Random(seed));
    try (ChromaServer server = server();
        Source source = new Source(directory)) {
      System.out.println("RealServerIT: " + why);
      // given
      traffic.begin(server.client());
      traffic.write(server.client(), 40);
      source.start().catchUp();
      ServedRecords.requireSame(server.client(), source, why + ", snapshot");
      // when
      follow(source, () -> traffic.write(server.client(), 120));
      // then
      ServedRecords.requireSame(server.client(), source, why + ", live");
      assertThat(persistedIndexes()).as("persisted indexes").isPositive();
      // and
      source.stop();
      traffic.write(server.client(), 30);
      source.start();
      ServedRecords.requireSame(server.client(), source, why + ", the task was away");
      server.close();
      try (ChromaServer again = server()) {
        follow(source, () -> traffic.write(again.client(), 60));
        ServedRecords.requireSame(again.client(), source, why + ", the server was away");
      }
    }
  }

  @Test
  void keepsTheServerFromWritingBehindTheFenceAndIsTakenOutAgain() throws Exception {
    try (ChromaServer server = server()) {
      // given
      ChromaClient client = server.client();
      client.create("notes", "l2", 10);
      client.create("left-open", "l2", 3);
      assertThat(write(client, "add", "a").refused()).isFalse();
      List<String> schema = schema();
      try (Source source = new Source(directory)) {
        source.start().catchUp();
        ServedRecords.requireSame(client, source, "before");
        // when
        FencedCollections scope =
            new FencedCollections(
                List.of(new Part("default_database", List.of(), List.of("left-*"))));
        ChromaFence fence = new ChromaFence(directory, scope, 5_000);
        fence.raise("tributary.fence.m/s", "token", "token", "moved to db.example");
        // then
        List<Supplier<Answer>> writes =
            List.of(
                () -> write(client, "add", "b"),
                () -> write(client, "update", "a"),
                () -> write(client, "upsert", "a"),
                () -> client.write("notes", "delete", Map.of("ids", List.of("a"))),
                () -> client.create("more", "l2", 10),
                () -> client.rename("notes", "other"),
                () -> client.drop("notes"));
        for (int i = 0; i < writes.size(); i++) {
          Answer answer = writes.get(i).get();
          assertThat(answer.refused()).as("write %d: %s", i, answer).isTrue();
          assertThat(answer.body().toString()).contains("moved to db.example");
        }
        for (String verb : List.of("add", "update", "upsert", "add", "add", "add")) {
          // Persisted and purged on the way, as its threshold says.
          for (char id = 'a'; id < 'f'; id++) {
            assertThat(write(client, "left-open", verb, "" + id).refused()).isFalse();
          }
        }
        assertThat(client.get("left-open").path("ids")).hasSize(5);
        assertThat(client.create("left-new", "cosine", 10).refused()).isFalse();
        assertThat(client.drop("left-open").refused()).isFalse();
        assertThat(client.drop("left-new").refused()).isFalse();
        assertThat(client.list()).containsOnlyKeys("notes");
        ServedRecords.requireSame(client, source, "behind the fence");
        assertThat(source.replica().messages()).containsExactly("tributary.fence.m/s=token");
        fence.lift("tributary.fence.m/s", (token, whole) -> "");
        assertThat(write(client, "add", "b").refused()).isFalse();
        ServedRecords.requireSame(client, source, "lifted");
      }
      // and
      ChromaCaptureRemoval.main(new String[] {directory.toString()});
      assertThat(schema()).isEqualTo(schema);
      assertThat(write(client, "add", "c").refused()).isFalse();
      assertThat(client.get("notes").path("ids")).hasSize(3);
    }
  }

  private static Answer write(ChromaClient client, String verb, String id) {
    return write(client, "notes", verb, id);
  }

  private static Answer write(ChromaClient client, String collection, String verb, String id) {
    return client.write(
        collection,
        verb,
        Map.of("ids", List.of(id), "embeddings", List.of(new float[] {1, id.charAt(0)})));
  }

  /** Captures while somebody writes. */
  private static void follow(Source source, Runnable writing) throws InterruptedException {
    CompletableFuture<Void> written = CompletableFuture.runAsync(writing);
    while (!written.isDone()) {
      source.poll(Integer.MAX_VALUE);
    }
    written.join();
  }

  private long persistedIndexes() throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths.filter(path -> path.endsWith("index_metadata.pickle")).count();
    }
  }

  private ChromaServer server() throws Exception {
    return ChromaServer.start(directory, home.resolve("server.log"));
  }

  private List<String> schema() throws Exception {
    List<String> found = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("chroma.sqlite3"));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT sql FROM sqlite_master ORDER BY name")) {
      while (row.next()) {
        found.add(row.getString(1));
      }
    }
    return found;
  }
}
