package io.tributary.local.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.event.CutoverStep.Step;
import io.tributary.files.chroma.store.ChromaCollection;
import io.tributary.files.chroma.store.ChromaStore;
import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
import io.tributary.local.fixture.LegacyMigration;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.SampledCases;
import io.tributary.local.fixture.TestStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Cutovers and rollbacks of a Chroma directory, while an application goes on writing. */
class ChromaRollbackIT {
  private static final String NAME = "chromarounds";
  private static final String COLLECTION = "notes";
  private static final Duration LIMIT = LegacyMigration.LIMIT;

  /** Each service, in a step of either direction that it is needed for. */
  private static final List<Map.Entry<String, Step>> KILLED =
      List.of(
          Map.entry("cdc-service", Step.FENCE),
          Map.entry("connect", Step.FENCE),
          Map.entry("validator-service", Step.VERIFY),
          Map.entry("orchestrator-service", Step.OPEN));

  private TestStack stack;
  private OperatorApi api;
  private Path directory;

  @Test
  void losesNoRecordHoweverOftenTheApplicationGoesBackAndWhoeverDies() throws Exception {
    // given
    long seed = Long.getLong("tributary.test.seed", System.nanoTime());
    System.out.println("chroma rollback: repeat with -Dtributary.test.seed=" + seed);
    stack = TestStack.shared();
    api = stack.api();
    StepDeaths deaths = new StepDeaths(stack, api, NAME);
    directory = Files.createTempDirectory("tributary-chroma-back");
    try (ChromaWriter application = new ChromaWriter(directory, ChromaTables.CURRENT)) {
      application.create("default_database", COLLECTION, "l2", 3);
      application.persist("default_database", COLLECTION);
    }
    LegacyMigration legacy = legacy();
    legacy.replicate();

    try (CollectionWriter writer =
        new CollectionWriter(
            directory, COLLECTION, this::openTarget, this::chromaLeads, new Random(seed))) {
      for (Map.Entry<String, Step> killed : SampledCases.of(2, KILLED, new Random(seed))) {
        // when
        awaitWrites(writer);
        deaths.dies(killed.getKey(), "cutover", killed.getValue());
        change("cutover", "Switched", writer);
        deaths.dies(killed.getKey(), "rollback", killed.getValue());
        change("rollback", "Replicating", writer);
      }
      api.post(NAME, "restart?source=legacy");
      await().atMost(LIMIT).ignoreExceptions().until(() -> api.begunAnew(NAME));
      change("cutover", "Switched", writer);
      writer.close();

      // then
      assertThat(inTarget()).isEqualTo(writer.acknowledged());
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(inChroma()).isEqualTo(writer.acknowledged()));
    }
    legacy.complete();
  }

  private LegacyMigration legacy() throws Exception {
    return new LegacyMigration(
        stack, api, NAME, "way-back: replicate", "{time-limit-millis: 60000}") {
      @Override
      public String place() {
        return "kind: chroma\ndirectory: \"" + directory + "\"";
      }

      @Override
      public String schema() {
        return "default_database";
      }
    };
  }

  private boolean chromaLeads() {
    return api.state(NAME).equals("Replicating");
  }

  /** Orders again as often as the order was undone, because a service that it needs had died. */
  private void change(String order, String state, CollectionWriter writer) {
    awaitWrites(writer);
    String before = api.state(NAME);
    AtomicReference<String> answer = new AtomicReference<>("");
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(300))
        .untilAsserted(
            () -> {
              if (api.state(NAME).equals(before) && !before.equals(state)) {
                answer.set(api.tryPost(NAME, order, UUID.randomUUID().toString()).toString());
              }
              assertThat(api.state(NAME)).as(answer.get()).isEqualTo(state);
            });
    awaitWrites(writer);
  }

  private static void awaitWrites(CollectionWriter writer) {
    int enough = writer.writes() + 50;
    await().atMost(LIMIT).until(() -> writer.writes() >= enough);
  }

  private Connection openTarget() throws SQLException {
    Connection target =
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:%d/%s".formatted(stack.target.port(), NAME),
            NAME + "-app",
            TestStack.APP_PASSWORD);
    try (Statement statement = target.createStatement()) {
      statement.execute("SET search_path = " + NAME + ", public");
    }
    return target;
  }

  private Map<String, String> inTarget() throws SQLException {
    Map<String, String> found = new TreeMap<>();
    try (Connection target = openTarget();
        Statement statement = target.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT id, document, embedding::real[] FROM vector_" + COLLECTION)) {
      while (rows.next()) {
        Object[] numbers = (Object[]) rows.getArray(3).getArray();
        found.put(rows.getString(1), rows.getString(2) + " " + Arrays.toString(numbers));
      }
    }
    return found;
  }

  private Map<String, String> inChroma() {
    Map<String, String> found = new TreeMap<>();
    try (ChromaStore store = ChromaStore.open(directory)) {
      ChromaCollection collection = store.collections().get(0);
      store.records(
          collection,
          record ->
              found.put(
                  record.id(),
                  record.document() + " " + Arrays.toString(record.vector().numbers())));
    }
    return found;
  }
}
