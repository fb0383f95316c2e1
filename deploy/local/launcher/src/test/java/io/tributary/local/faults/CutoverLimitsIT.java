package io.tributary.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.ServiceView;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Open transactions at the fence, a second operator, and what the metrics say of it all. */
class CutoverLimitsIT {
  private static final int ROWS = 300;

  @Test
  void goesBackToReplicatingWhenATransactionStaysOpenAndRefusesASecondOperator() throws Exception {
    // given
    TestStack stack = TestStack.shared();
    Shop shop = replicating(stack, "waits", "abort-cutover");
    OperatorApi api = stack.api();
    long history = api.history(shop.name());
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              JsonNode plan = api.tryPost(shop.name(), "cutover?dryRun=true", "dry").orThrow();
              assertThat(plan.path("open").asBoolean()).as(plan.toString()).isTrue();
            });
    assertThat(api.state(shop.name())).isEqualTo("Replicating");
    assertThat(api.history(shop.name())).isEqualTo(history);

    try (Connection writer = shop.source();
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("INSERT INTO account (owner, note) VALUES ('late', 'still writing')");
      int pid = writer.unwrap(PGConnection.class).getBackendPID();

      // when
      String id = api.tryPost(shop.name(), "cutover", "one").orThrow().path("cutoverId").asText();
      OperatorApi.Answer second = api.tryPost(shop.name(), "cutover", "two");
      JsonNode again = api.tryPost(shop.name(), "cutover", "one").orThrow();

      // then
      assertThat(second.status()).isEqualTo(409);
      assertThat(second.code()).isEqualTo("TRB-CUTOVER-RUNNING");
      assertThat(second.body().path("fields").path("cutoverId").asText()).isEqualTo(id);
      assertThat(again.path("cutoverId").asText()).isEqualTo(id);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> api.state(shop.name()).equals("Replicating"));
      JsonNode cutover = api.get(shop.name()).path("cutover");
      assertThat(cutover.path("error").toString()).contains(String.valueOf(pid));
      assertThat(millis(cutover, "FENCE")).isGreaterThanOrEqualTo(1500);

      // and the writer goes on as if nothing had been
      statement.execute("INSERT INTO journal (entry) VALUES ('late, too')");
      writer.commit();
    }
    // and a key stays used up although its cutover was undone
    assertThat(api.tryPost(shop.name(), "cutover", "one").orThrow().path("cutoverId").asText())
        .isEqualTo(api.get(shop.name()).path("cutover").path("id").asText());
    assertMetricsOfWrites(stack, shop);
    cutOver(api, shop);
    assertThat(shop.targetRows()).isEqualTo(shop.sourceRows()).anyMatch(r -> r.contains("late,"));
    assertMetricsOfCutover(stack, shop);
    complete(api, shop);
  }

  @Test
  void endsATransactionThatStaysOpenWhenTheFileSaysSoInEitherDirection() throws Exception {
    // given
    TestStack stack = TestStack.shared();
    Shop shop = replicating(stack, "ends", "terminate");
    OperatorApi api = stack.api();
    try (Connection writer = shop.source();
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("INSERT INTO account (owner, note) VALUES ('late', 'rolled back')");

      // when
      cutOver(api, shop);

      // then
      assertThatThrownBy(writer::commit).isInstanceOf(SQLException.class);
    }
    JsonNode cutover = api.get(shop.name()).path("cutover");
    assertThat(millis(cutover, "FENCE")).isGreaterThanOrEqualTo(1500);
    assertThat(shop.targetRows()).isEqualTo(shop.sourceRows()).noneMatch(r -> r.contains("late"));
    awaitFences(stack, shop, 1, "OPENED");

    try (Connection writer = shop.targetAsApplication();
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("INSERT INTO shop.account (owner, note) VALUES ('late', 'rolled back')");

      // when
      api.postOnceOpen(shop.name(), "rollback");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> api.state(shop.name()).equals("Replicating"));

      // then
      assertThatThrownBy(writer::commit).isInstanceOf(SQLException.class);
    }
    assertThat(shop.targetRows()).isEqualTo(shop.sourceRows()).noneMatch(r -> r.contains("late"));
    shop.atSource("INSERT INTO account (owner) VALUES ('home')");
    await().atMost(Duration.ofSeconds(60)).until(() -> shop.targetRows().equals(shop.sourceRows()));
    awaitFences(stack, shop, 0, "STREAMING");
    api.post(shop.name(), "abort");
    await().atMost(Duration.ofSeconds(60)).until(() -> api.state(shop.name()).equals("Aborted"));
    api.delete(shop.name());
  }

  private static void assertMetricsOfWrites(TestStack stack, Shop shop) throws Exception {
    ServiceView cdc = stack.view("cdc-service");
    String labels = "migration=\"" + shop.name() + "\"";
    await().atMost(Duration.ofSeconds(60)).until(() -> shop.targetRows().equals(shop.sourceRows()));
    double changes = cdc.metric("tributary_apply_changes_total", labels);
    double transactions = cdc.metric("tributary_apply_transactions_total", labels);

    // when
    try (Connection writer = shop.source();
        Statement statement = writer.createStatement()) {
      for (int i = 0; i < ROWS; i++) {
        statement.execute("INSERT INTO journal (entry) VALUES ('counted " + i + "')");
      }
    }

    // then
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(cdc.metric("tributary_apply_changes_total", labels) - changes)
                    .isEqualTo(ROWS));
    assertThat(cdc.metric("tributary_apply_transactions_total", labels) - transactions)
        .isGreaterThanOrEqualTo(ROWS);
    assertThat(cdc.metric("tributary_apply_lag_millis_count", labels)).isGreaterThanOrEqualTo(ROWS);
    assertThat(cdc.metric("tributary_apply_lag_millis_sum", labels)).isPositive();
    assertThat(cdc.metric("tributary_apply_bytes_total", labels)).isPositive();
    assertThat(cdc.metric("tributary_apply_dead_letters", labels)).isZero();
    assertThat(cdc.metric("tributary_source_snapshot_rows", labels)).isEqualTo(2003);
    // Metrics follow reports once a second, and the fence was lifted a moment ago.
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(cdc.metric("tributary_source_phase", labels, "phase=\"STREAMING\""))
                    .isEqualTo(1));
    assertThat(cdc.metric("tributary_source_connector", labels, "state=\"RUNNING\"")).isEqualTo(1);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> cdc.metric("tributary_source_lag_millis", labels) == 0);
    ServiceView validator = stack.view("validator-service");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> validator.metric("tributary_validator_tables", labels, "verdict=\"EQUAL\"") == 3);
    assertThat(validator.metric("tributary_validator_tables", labels, "verdict=\"DIFFERENT\""))
        .isZero();
    assertThat(validator.metric("tributary_validator_passes_total", labels)).isPositive();
    assertThat(validator.metric("tributary_validator_rows_compared_total", labels))
        .isGreaterThanOrEqualTo(2003);
  }

  private static void assertMetricsOfCutover(TestStack stack, Shop shop) throws Exception {
    ServiceView orchestrator = stack.view("orchestrator-service");
    String labels = "migration=\"" + shop.name() + "\"";
    String step = "tributary_cutover_step_seconds";
    assertThat(orchestrator.metric("tributary_migration_state", labels, "state=\"Switched\""))
        .isEqualTo(1);
    String fence = "step=\"FENCE\"";
    assertThat(orchestrator.metric(step + "_count", labels, fence, "outcome=\"FAILED\""))
        .isEqualTo(1);
    String succeeded = "outcome=\"SUCCEEDED\"";
    assertThat(orchestrator.metric(step + "_count", labels, fence, succeeded)).isEqualTo(1);
    assertThat(orchestrator.metric(step + "_count", labels, "step=\"DONE\"", succeeded))
        .isEqualTo(1);
    JsonNode cutover = stack.api().get(shop.name()).path("cutover");
    assertThat(orchestrator.metric(step + "_sum", labels, "step=\"DONE\"", succeeded))
        .isEqualTo(millis(cutover, "DONE") / 1000.0);
  }

  /** What alerts go by: the source's fence, none at the way back, and that both streams run. */
  private static void awaitFences(TestStack stack, Shop shop, int atSource, String phase) {
    ServiceView cdc = stack.view("cdc-service");
    String labels = "migration=\"" + shop.name() + "\"";
    String out = "source=\"shop\"";
    String back = "source=\"shop.back\"";
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              assertThat(cdc.metric("tributary_source_fenced", labels, out)).isEqualTo(atSource);
              assertThat(cdc.metric("tributary_source_fenced", labels, back)).isZero();
              assertThat(cdc.metric("tributary_source_achieved", labels, out)).isEqualTo(1);
              assertThat(cdc.metric("tributary_source_achieved", labels, back)).isEqualTo(1);
              assertThat(cdc.metric("tributary_source_phase", labels, out, phase(phase)))
                  .isEqualTo(1);
              assertThat(cdc.metric("tributary_source_phase", labels, back, phase("STREAMING")))
                  .isEqualTo(1);
            });
  }

  private static String phase(String phase) {
    return "phase=\"" + phase + "\"";
  }

  private static Shop replicating(TestStack stack, String name, String openTransactions)
      throws Exception {
    Shop shop = Shop.create(stack, name);
    OperatorApi api = stack.api();
    boolean returns = openTransactions.equals("terminate");
    api.create(
        (returns ? shop.returningMigrationFile() : shop.migrationFile())
            .replace(
                "{time-limit-millis: 60000}",
                "{time-limit-millis: 60000, open-transactions-wait-millis: 1500, open-transactions: "
                    + openTransactions
                    + "}"));
    api.post(name, "start");
    await().atMost(Duration.ofSeconds(180)).until(() -> api.ready(name));
    assertThat(stack.logs().resolve("orchestrator-service.log"))
        .content()
        .doesNotContain("migration=" + name + " code=TRB-STATE-LOST");
    return shop;
  }

  private static void cutOver(OperatorApi api, Shop shop) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.tryPost(shop.name(), "cutover", "last").status() == 202);
    await().atMost(Duration.ofSeconds(60)).until(() -> api.state(shop.name()).equals("Switched"));
  }

  private static void complete(OperatorApi api, Shop shop) throws Exception {
    api.post(shop.name(), "complete");
    await().atMost(Duration.ofSeconds(60)).until(() -> api.state(shop.name()).equals("Completed"));
    api.delete(shop.name());
  }

  private static long millis(JsonNode cutover, String step) {
    for (JsonNode timed : cutover.path("steps")) {
      if (timed.path("step").asText().equals(step)) {
        return timed.path("millis").asLong();
      }
    }
    throw new AssertionError("no step " + step + " in " + cutover);
  }
}
