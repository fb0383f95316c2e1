package io.tributary.local.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.event.CutoverStep.Step;
import io.tributary.fixture.PrintedCommands;
import io.tributary.local.fixture.LegacyMigration;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.PatientWriter;
import io.tributary.local.fixture.SampledCases;
import io.tributary.local.fixture.SqliteLegacy;
import io.tributary.local.fixture.SqlitePrint;
import io.tributary.local.fixture.TestStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Cutovers and rollbacks of a SQLite file, while an application goes on writing. */
class FileRollbackIT {
  private static final String NAME = "filerounds";
  private static final Duration LIMIT = LegacyMigration.LIMIT;

  /** Each service, in the step of either direction that it is needed for. */
  private static final List<Map.Entry<String, Step>> KILLED =
      List.of(
          Map.entry("cdc-service", Step.OPEN),
          Map.entry("connect", Step.FENCE),
          Map.entry("validator-service", Step.VERIFY));

  private final AtomicBoolean atTarget = new AtomicBoolean(true);
  private TestStack stack;
  private OperatorApi api;
  private SqliteLegacy legacy;

  @Test
  void losesNoWriteHoweverOftenTheApplicationGoesBackAndWhoeverDies() throws Exception {
    // given
    long seed = Long.getLong("tributary.test.seed", System.nanoTime());
    System.out.println("file rollback: repeat with -Dtributary.test.seed=" + seed);
    stack = TestStack.shared();
    api = stack.api();
    StepDeaths deaths = new StepDeaths(stack, api, NAME);
    legacy =
        new SqliteLegacy(
            stack,
            api,
            NAME,
            "way-back: replicate\nzone: UTC",
            "{time-limit-millis: 60000, max-lag-millis: 10000}");
    legacy.journal("WAL");
    legacy.run(
        """
        CREATE TABLE account (
          id INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL, note TEXT, made DATETIME);
        CREATE TABLE probe (id INTEGER PRIMARY KEY);
        CREATE TABLE journal (entry TEXT);
        CREATE VIRTUAL TABLE owners USING fts5(owner, content='account', content_rowid='id');
        INSERT INTO account (owner, note, made)
          SELECT 'owner ' || key, '{ "n" : 1.0 }', '2024-01-02T03:04:05Z'
          FROM json_each('[0,1,2,3,4,5,6,7,8,9]')\
        """);
    legacy.replicate();

    try (PatientWriter writer = new PatientWriter(this::open, FileRollbackIT::change, 0, seed)) {
      for (Map.Entry<String, Step> killed : SampledCases.of(2, KILLED, new Random(seed))) {
        // when
        deaths.dies(killed.getKey(), "cutover", killed.getValue());
        change("cutover", "Switched", writer);
        // then
        assertThat(refused()).isTrue();

        // when
        deaths.dies(killed.getKey(), "rollback", killed.getValue());
        change("rollback", "Replicating", writer);
        // then
        assertThat(refused()).isFalse();
      }
      assertReportSaysHowToRebuildTheIndex();
      api.post(NAME, "restart?source=legacy");
      await().atMost(LIMIT).ignoreExceptions().until(() -> api.begunAnew(NAME));
      deaths.dies("orchestrator-service", "cutover", Step.FENCE);
      change("cutover", "Switched", writer);
      writer.close();

      // then
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                for (String table : List.of("account", "probe", "journal")) {
                  assertThat(ofTarget(table)).as(table).isEqualTo(ofFile(table));
                }
              });
      assertThat(legacy.rows("SELECT id FROM probe"))
          .containsAll(writer.acknowledged().stream().map(id -> "id=" + id + "|").toList());
    }

    awaitTrimmed();

    // when
    legacy.complete();
    // then
    assertThat(legacy.rows("SELECT name FROM sqlite_master WHERE name LIKE '%tributary%'"))
        .allMatch(name -> name.contains("fence"));
  }

  /** No trigger writes that index, so nobody has told it of the rows that have come home. */
  private void assertReportSaysHowToRebuildTheIndex() throws Exception {
    String found = "SELECT count(*) FROM owners WHERE owners MATCH 'new OR owner'";
    String id = api.get(NAME).at("/cutover/id").asText();
    JsonNode left = api.get(NAME + "/evidence/" + id).at("/report/leftToDo");
    assertThat(left).as(left.toString()).hasSize(1);
    assertThat(left.at("/0/stream").asText()).isEqualTo("legacy.back");
    assertThat(legacy.rows(found)).containsExactly("count(*)=0|");
    for (String printed : PrintedCommands.statements(left.at("/0/what").asText())) {
      legacy.run(printed);
    }
    assertThat(legacy.rows(found)).doesNotContain("count(*)=0|");
  }

  /** What came home and was compared need not stay on the topic. */
  private void awaitTrimmed() throws Exception {
    TopicPartition topic = new TopicPartition("tributary." + NAME + ".legacy.back.changes", 0);
    try (Admin admin = Admin.create(stack.kafkaClient())) {
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  admin
                          .listOffsets(Map.of(topic, OffsetSpec.earliest()))
                          .partitionResult(topic)
                          .get()
                          .offset()
                      > 0);
    }
  }

  /** Orders again as often as the order was undone, because a service that it needs had died. */
  private void change(String order, String state, PatientWriter writer) {
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

  private static void awaitWrites(PatientWriter writer) {
    int enough = writer.transactions() + 30;
    await().atMost(LIMIT).until(() -> writer.transactions() >= enough);
  }

  private boolean refused() {
    try {
      legacy.run("BEGIN; INSERT INTO probe VALUES (-1); ROLLBACK");
      return false;
    } catch (SQLException e) {
      return String.valueOf(e.getMessage()).contains("moved to");
    }
  }

  private List<String> ofFile(String table) throws SQLException {
    return legacy.rows(columns(table));
  }

  private List<String> ofTarget(String table) throws SQLException {
    try (Connection target = legacy.target();
        Statement statement = target.createStatement()) {
      statement.execute("SET search_path = " + NAME);
      return SqlitePrint.rows(target, columns(table));
    }
  }

  private static String columns(String table) {
    return switch (table) {
      case "account" -> "SELECT id, owner, note FROM account";
      case "probe" -> "SELECT id FROM probe";
      default -> "SELECT entry FROM journal";
    };
  }

  /** The other side whenever this one refuses, as an application with two addresses does it. */
  private Connection open() throws SQLException {
    if (atTarget.getAndSet(!atTarget.get())) {
      return legacy.open();
    }
    Connection target =
        DriverManager.getConnection(
            "jdbc:postgresql://127.0.0.1:%d/%s".formatted(stack.target.port(), NAME),
            NAME + "-app",
            TestStack.APP_PASSWORD);
    try (Statement statement = target.createStatement()) {
      statement.execute("SET search_path = " + NAME);
    }
    return target;
  }

  private static String change(Random random) {
    int id = 1 + random.nextInt(30);
    return switch (random.nextInt(4)) {
      case 0 -> "INSERT INTO account (owner, note) VALUES ('new', '{\"n\": 2}')";
      case 1 -> "UPDATE account SET owner = owner || '.' WHERE id = " + id;
      case 2 -> "DELETE FROM account WHERE id = " + id;
      default -> "INSERT INTO journal (entry) VALUES ('entry')";
    };
  }
}
