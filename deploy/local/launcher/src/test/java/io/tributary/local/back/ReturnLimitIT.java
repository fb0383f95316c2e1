package io.tributary.local.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.model.StreamId;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A target keeps more log for the way back than the migration file allows. */
class ReturnLimitIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String NAME = "keptlog";
  private static final StreamId BACK = new StreamId(NAME, "shop.back");

  @Test
  void saysSoBeforeTheCutoverAndGivesTheWayBackUpBehindIt() throws Exception {
    // given
    TestStack stack = TestStack.shared();
    OperatorApi api = stack.api();
    Shop shop = Shop.create(stack, NAME);
    api.create(
        shop.returningMigrationFile()
            .replace("way-back: replicate", "way-back: {max-wal: 100MB, beyond: give-up}"));
    api.post(NAME, "start");
    await().atMost(LIMIT).until(() -> api.ready(NAME));
    await().atMost(LIMIT).until(() -> back(api).path("phase").asText().equals("STREAMING"));

    // when: nobody reads the log, and the target is not open yet
    stack.orderConnector(BACK, "pause");
    growLog(stack);
    // then
    await()
        .atMost(LIMIT)
        .until(() -> back(api).path("warnings").toString().contains("WAY-BACK-WAL"));
    assertThat(count(stack, "pg_replication_slots WHERE database = '%s'".formatted(NAME))).isOne();

    // when
    stack.orderConnector(BACK, "resume");
    // then
    await().atMost(LIMIT).until(() -> back(api).path("warnings").isEmpty());
    assertThat(api.get(NAME).has("rollback")).isFalse();

    // when
    api.postOnceOpen(NAME, "cutover");
    // then
    await().atMost(LIMIT).until(() -> api.state(NAME).equals("Switched"));
    await().atMost(LIMIT).until(() -> api.get(NAME).path("rollback").path("possible").asBoolean());
    assertThat(back(api).path("stream").path("keptWalBytes").asLong()).isPositive();

    // when: nobody reads the log, and the source does not answer
    stack.orderConnector(BACK, "pause");
    sourceTakesConnections(stack, false);
    growLog(stack);
    // then
    await()
        .atMost(LIMIT)
        .until(
            () -> count(stack, "pg_replication_slots WHERE database = '%s'".formatted(NAME)) == 0);
    await().atMost(LIMIT).until(() -> back(api).path("phase").asText().equals("RETIRED"));
    assertThat(back(api).path("error").path("code").asText())
        .isEqualTo("TRB-CUTOVER-WAY-BACK-GIVEN-UP");
    assertThat(back(api).path("error").path("message").asText())
        .contains("of source shop was given up at 20", "behind position ");
    assertThat(api.get(NAME).path("rollback").path("possible").asBoolean()).isFalse();
    OperatorApi.Answer refused = api.tryPost(NAME, "rollback", "given-up");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("TRB-CUTOVER-WAY-BACK-GIVEN-UP");

    // when: the service that gave it up dies
    stack.kill("cdc-service");
    sourceTakesConnections(stack, true);
    // then: nothing of it is made anew, and the target goes on
    await().atMost(LIMIT).until(() -> back(api).path("phase").asText().equals("RETIRED"));
    assertThat(api.state(NAME)).isEqualTo("Switched");
    assertThat(shop.refuses("DELETE FROM probe")).isTrue();
    try (Connection application = shop.targetAsApplication();
        Statement statement = application.createStatement()) {
      statement.execute("INSERT INTO shop.probe VALUES (-1)");
    }
    assertThat(count(stack, "pg_replication_slots WHERE database = '%s'".formatted(NAME))).isZero();

    // when
    api.post(NAME, "complete");
    // then
    await().atMost(LIMIT).until(() -> api.state(NAME).equals("Completed"));
    assertThat(shop.sourceRows()).doesNotContain("probe(-1)");
    assertThat(count(stack, "tributary.preparation WHERE source = 'shop.back'")).isZero();
  }

  private static JsonNode back(OperatorApi api) throws Exception {
    return api.get(NAME).path("sources").path(0).path("wayBack");
  }

  /** A segment has 16 MB. */
  private static void growLog(TestStack stack) throws SQLException {
    try (Connection target = stack.target.connect(NAME);
        Statement statement = target.createStatement()) {
      for (int segment = 0; segment < 8; segment++) {
        statement.execute("SELECT pg_logical_emit_message(false, 'filler', 'x')");
        statement.execute("SELECT pg_switch_wal()");
      }
    }
  }

  private static void sourceTakesConnections(TestStack stack, boolean takes) throws SQLException {
    try (Connection server = stack.source.connect("postgres");
        Statement statement = server.createStatement()) {
      statement.execute("ALTER DATABASE " + NAME + " ALLOW_CONNECTIONS " + takes);
      if (!takes) {
        statement.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '"
                + NAME
                + "'");
      }
    }
  }

  private static long count(TestStack stack, String what) throws SQLException {
    try (Connection target = stack.target.connect(NAME);
        Statement statement = target.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + what)) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
