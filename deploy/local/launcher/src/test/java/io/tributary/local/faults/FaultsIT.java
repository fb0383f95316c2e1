package io.tributary.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Oracle;
import io.tributary.local.fixture.PatientWriter;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.Shopper;
import io.tributary.local.fixture.TestStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * One migration of the packaged stack from its snapshot to its end; at each stage something dies or
 * interferes. A later test needs what the earlier ones have left.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String SLOT = "tributary_faults_shop_3b5db2d4a4";
  private static final String SNAPSHOT_RUNS =
      "SELECT 1 FROM pg_replication_slots s JOIN pg_stat_activity a ON a.datname = s.database"
          + " WHERE s.slot_name = '"
          + SLOT
          + "' AND a.query LIKE 'SELECT CASE WHEN pg_catalog.num_nulls%bulk%'"
          + " AND a.state <> 'idle' AND a.pid <> pg_backend_pid()";
  private static final String STREAMS =
      "SELECT 1 FROM pg_replication_slots WHERE active AND slot_name = '" + SLOT + "'";
  private static final String LOCK_WANTED =
      "SELECT 1 FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'"
          + " AND relation = 'shop.journal'::regclass";

  private TestStack stack;
  private OperatorApi api;
  private Shop shop;

  @BeforeAll
  void create() throws Exception {
    stack = TestStack.shared();
    api = stack.api();
    shop = Shop.create(stack, "faults");
    shop.atSource(
        "CREATE TABLE bulk (id int PRIMARY KEY, v text)",
        "INSERT INTO bulk SELECT g, md5(g::text) FROM generate_series(1, 60000) g");
    api.create(
        shop.migrationFile()
            .replace("schemas: [{from", "initial-copy: stream\n    schemas: [{from")
            .replace(
                "time-limit-millis: 60000",
                "time-limit-millis: 60000, open-transactions-wait-millis: 30000"));
  }

  @Test
  @Order(1)
  void aConnectWorkerKilledInTheSnapshotAndAtItsHandOverBeginsAnewAndLosesNothing()
      throws Exception {
    try (PatientWriter writer = new PatientWriter(shop::source, Shopper::change, 0, 1);
        Connection watch = stack.source.connect("postgres")) {
      // when
      api.post(shop.name(), "start");
      awaitAt(watch, () -> any(watch, SNAPSHOT_RUNS));
      stack.kill("connect");
      // Until the server has noticed, the session of the killed worker is still there.
      awaitAt(watch, () -> !any(watch, SNAPSHOT_RUNS));
      awaitAt(watch, () -> any(watch, SNAPSHOT_RUNS));
      awaitAt(watch, () -> !any(watch, SNAPSHOT_RUNS));
      stack.kill("connect");
      awaitAt(watch, () -> any(watch, STREAMS));
      stack.kill("connect");
      awaitFlow(writer);
    }

    // then
    awaitEqual();
  }

  @Test
  @Order(2)
  void restartsOfBrokerConnectAndSourceUnderLoadLoseAndDoubleNothing() throws Exception {
    PatientWriter writer = new PatientWriter(shop::source, Shopper::change, 1_000_000, 2);
    try (writer) {
      // when
      stack.restartBroker();
      awaitFlow(writer);
      stack.kill("connect");
      awaitFlow(writer);
      stack.source.restart();
      awaitFlow(writer);
      stack.source.kill();
      stack.source.start();
      awaitFlow(writer);
    }

    // then
    awaitEqual();
    assertThat(Oracle.column(stack.target, shop.name(), "SELECT id FROM shop.probe"))
        .containsAll(writer.acknowledged().stream().map(String::valueOf).toList());
  }

  @Test
  @Order(3)
  void aRogueWriteInTheTargetShutsTheGateUntilItIsMended() throws Exception {
    // given
    await().atMost(LIMIT).until(() -> api.ready(shop.name()));
    List<String> damages =
        List.of(
            "UPDATE shop.bulk SET v = v || ' ' WHERE id = 77",
            "INSERT INTO shop.probe VALUES (-1)",
            "DELETE FROM shop.bulk WHERE id = 78");

    // when
    shop.atTarget(damages.toArray(String[]::new));

    // then
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(api.post(shop.name(), "cutover?dryRun=true").toString())
                    .contains("2 rows of public.bulk differ", "1 rows of public.probe differ"));
    assertThatThrownBy(() -> api.post(shop.name(), "cutover"))
        .hasMessageContaining("409")
        .hasMessageContaining("TRB-CUTOVER-GATE-CLOSED");
    shop.atTarget(
        "UPDATE shop.bulk SET v = rtrim(v) WHERE id = 77",
        "DELETE FROM shop.probe WHERE id = -1",
        "INSERT INTO shop.bulk VALUES (78, md5('78'))");
  }

  @Test
  @Order(4)
  void aWriterThatDisablesTheFenceBeforeOpenUndoesTheCutoverByName() throws Exception {
    // given a verification that cannot end, so that the fence stands until something undoes it;
    // a writer's open transaction holds the fence up until the rehearsal is over and the lock is
    // asked for. It comes when the cutover lets go of the tables; who reads waits behind it so
    // long.
    try (Connection reader = stack.target.connect(shop.name());
        Connection open = shop.source();
        Statement lock = reader.createStatement();
        Statement write = open.createStatement()) {
      awaitGate();
      open.setAutoCommit(false);
      write.execute("INSERT INTO probe VALUES (-20)");
      api.post(shop.name(), "cutover");
      await().atMost(LIMIT).until(() -> api.get(shop.name()).path("step").asText().equals("FENCE"));
      reader.setAutoCommit(false);
      CompletableFuture<Void> locked =
          CompletableFuture.runAsync(
              () -> execute(lock, "LOCK TABLE shop.journal IN ACCESS EXCLUSIVE MODE"));
      await()
          .atMost(LIMIT)
          .until(() -> !Oracle.column(stack.target, shop.name(), LOCK_WANTED).isEmpty());
      open.commit();
      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .until(() -> shop.refuses("INSERT INTO probe VALUES (-2)"));

      // when
      writePastTheFence(-2);

      // then
      JsonNode error = awaitUndone();
      assertThat(error.path("code").asText()).isEqualTo("TRB-CUTOVER-SOURCE-FAILED");
      assertThat(error.path("message").asText())
          .contains("TRB-APPLY-WRITE-BEHIND-FENCE", "public.probe", "source shop");
      locked.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
    shop.atSource("INSERT INTO probe VALUES (-3)");
    awaitEqual();
  }

  @Test
  @Order(5)
  void aWriteBehindTheFenceAfterOpenIsKeptAndNeverTouchesTheTarget() throws Exception {
    // given
    awaitGate();
    api.post(shop.name(), "cutover");
    await().atMost(LIMIT).until(() -> api.state(shop.name()).equals("Switched"));
    List<String> before = Oracle.rows(stack.target, shop.name(), "shop");

    // when
    writePastTheFence(-4);

    // then
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(source().path("warnings").toString())
                  .contains("TRB-APPLY-FOREIGN-WRITE", "public.probe");
              assertThat(source().path("stream").path("deadLetters").asInt()).isEqualTo(1);
            });
    assertThat(api.get(shop.name() + "/dead-letters").path("deadLetters").toString())
        .contains("TRB-APPLY-FOREIGN-WRITE", "public.probe", "\"key\":[\"-4\"]");
    assertThat(source().path("error").path("code").asText()).isEmpty();
    assertThat(Oracle.rows(stack.target, shop.name(), "shop")).isEqualTo(before);
    api.post(shop.name(), "complete");
    await().atMost(LIMIT).until(() -> api.state(shop.name()).equals("Completed"));
  }

  private static void execute(Statement statement, String sql) {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a superuser can always do. */
  private void writePastTheFence(int id) throws SQLException {
    shop.atSource(
        "ALTER TABLE probe DISABLE TRIGGER tributary_fence",
        "INSERT INTO probe VALUES (" + id + ")",
        "ALTER TABLE probe ENABLE ALWAYS TRIGGER tributary_fence");
  }

  private void awaitGate() {
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> api.post(shop.name(), "cutover?dryRun=true").path("open").asBoolean());
  }

  private JsonNode awaitUndone() throws Exception {
    await()
        .atMost(LIMIT)
        .until(
            () ->
                api.state(shop.name()).equals("Replicating")
                    && api.get(shop.name()).path("cutover").path("error").has("code"));
    return api.get(shop.name()).path("cutover").path("error");
  }

  private JsonNode source() throws Exception {
    return api.get(shop.name()).path("sources").path(0);
  }

  /** Waits until something that is written from now on has arrived. */
  private void awaitFlow(PatientWriter writer) {
    int written = writer.transactions();
    await().atMost(LIMIT).until(() -> writer.transactions() > written + 5);
    List<Long> acknowledged = writer.acknowledged();
    Long last = acknowledged.get(acknowledged.size() - 1);
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(
            () ->
                !Oracle.column(
                        stack.target, shop.name(), "SELECT 1 FROM shop.probe WHERE id = " + last)
                    .isEmpty());
  }

  private void awaitEqual() throws SQLException {
    Oracle.awaitEqual(stack, shop.name(), shop.name(), "shop");
  }

  private static void awaitAt(Connection watch, Callable<Boolean> condition) {
    await()
        .atMost(LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(3))
        .until(condition);
  }

  private static boolean any(Connection connection, String sql) throws SQLException {
    return !Oracle.column(connection, sql).isEmpty();
  }
}
