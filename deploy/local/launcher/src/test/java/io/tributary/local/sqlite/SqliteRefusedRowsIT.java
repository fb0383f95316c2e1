package io.tributary.local.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.SqliteLegacy;
import io.tributary.local.fixture.SqlitePrint;
import io.tributary.local.fixture.TestStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A text that PostgreSQL cannot hold, from the application to what the operator is told. */
class SqliteRefusedRowsIT {
  private static final String SCHEMA =
      "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT);"
          + "INSERT INTO note VALUES (1, 'one'), (2, 'two');";
  private static final String WITH_NUL = "INSERT INTO note VALUES (7, 'a' || char(0) || 'b')";
  private static final String CUTOVER =
      "{time-limit-millis: 60000, open-transactions-wait-millis: 50000}";

  @Test
  void undoesACutoverWhoseOnlyQuarantinedRowCameWithTheLastTransactionBeforeTheFence()
      throws Exception {
    // given a writer whose transaction is open when the cutover is ordered
    TestStack stack = TestStack.shared();
    OperatorApi api = stack.api();
    SqliteLegacy legacy = create(stack, "refused-late", "quarantine");
    legacy.replicate();
    legacy.verdicts();
    try (Connection writer = legacy.open();
        Statement write = writer.createStatement()) {
      write.execute("BEGIN IMMEDIATE");
      order(api, "refused-late");
      await()
          .atMost(SqliteLegacy.LIMIT)
          .until(() -> api.get("refused-late").path("step").asText().equals("FENCE"));

      // when
      write.execute(WITH_NUL);
      write.execute("COMMIT");
    }

    // then
    await()
        .atMost(SqliteLegacy.LIMIT)
        .until(() -> api.get("refused-late").path("cutover").path("error").has("code"));
    JsonNode error = api.get("refused-late").path("cutover").path("error");
    assertThat(error.path("code").asText()).as("%s", error).isEqualTo("TRB-CUTOVER-QUARANTINED");
    await().atMost(SqliteLegacy.LIMIT).until(() -> api.state("refused-late").equals("Replicating"));
    assertThat(legacy.quarantine())
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.toString())
                    .contains("main.note", "[\"7\"]", "body", "NUL_CHARACTER"));

    // when the application, which can write again, mends it
    awaitWritable(legacy, "UPDATE note SET body = 'ab' WHERE id = 7");
    legacy.verdicts();
    legacy.cutOver();

    // then
    try (Connection target = legacy.target()) {
      assertThat(SqlitePrint.rows(target, "SELECT id, body FROM \"refused-late\".note"))
          .containsExactly("id=1|body=one|", "id=2|body=two|", "id=7|body=ab|");
    }
    legacy.complete();
  }

  @Test
  void closesTheGateByWhatTheFirstCopySetsAsideAndOpensWithAsManyAsTheFileAccepts()
      throws Exception {
    // given: 12 lines of no bill, and a part of one of them
    TestStack stack = TestStack.shared();
    OperatorApi api = stack.api();
    SqliteLegacy legacy =
        new SqliteLegacy(
            stack,
            api,
            "refused-orphans",
            "on-invalid: quarantine",
            "{accept-quarantined: {legacy: 11}}");
    legacy.journal("WAL");
    legacy.run(
        "CREATE TABLE bill (id INTEGER PRIMARY KEY);"
            + "CREATE TABLE line (id INTEGER PRIMARY KEY, bill INTEGER REFERENCES bill);"
            + "CREATE TABLE part (id INTEGER PRIMARY KEY, line INTEGER REFERENCES line);"
            + "INSERT INTO bill VALUES (1);"
            + "WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < 20)"
            + " INSERT INTO line SELECT i, CASE WHEN i <= 12 THEN 99 ELSE 1 END FROM g;"
            + "INSERT INTO part VALUES (1, 12), (2, 20);");

    // when
    legacy.replicate();

    // then
    assertThat(legacy.verdicts())
        .containsEntry("main.line", "EQUAL 8+12")
        .containsEntry("main.part", "EQUAL 1+1");
    JsonNode dryRun = api.post("refused-orphans", "cutover?dryRun=true");
    assertThat(dryRun.path("open").asBoolean()).isFalse();
    assertThat(dryRun.path("findings").findValuesAsText("message"))
        .anySatisfy(message -> assertThat(message).contains("13 rows", "accepts 11"));
    assertThat(api.tryPost("refused-orphans", "cutover", "orphans-1").code())
        .isEqualTo("TRB-CUTOVER-GATE-CLOSED");
    assertThat(legacy.source().path("stream").path("quarantined").asLong()).isEqualTo(13);

    // when two are mended at the source
    legacy.run("UPDATE line SET bill = 1 WHERE id = 1; UPDATE part SET line = 20 WHERE id = 1");
    legacy.verdicts();
    legacy.cutOver();

    // then
    try (Connection target = legacy.target()) {
      assertThat(SqlitePrint.rows(target, "SELECT count(*) AS n FROM tributary.quarantine"))
          .containsExactly("n=11|");
      assertThat(SqlitePrint.rows(target, "SELECT count(*) AS n FROM \"refused-orphans\".line"))
          .containsExactly("n=9|");
    }
    assertThat(legacy.source().path("stream").path("quarantined").asLong()).isEqualTo(11);
    legacy.complete();
  }

  @Test
  void stopsTheStreamAtTheRowNamesTableKeyAndColumnAndGoesOnWhenSuchRowsMayBeKeptAside()
      throws Exception {
    // given
    TestStack stack = TestStack.shared();
    SqliteLegacy legacy = create(stack, "refused-stop", "stop");
    legacy.replicate();

    // when
    legacy.run(WITH_NUL);

    // then
    await()
        .atMost(SqliteLegacy.LIMIT)
        .until(() -> legacy.source().path("error").path("code").asText().length() > 0);
    JsonNode error = legacy.source().path("error");
    assertThat(error.path("code").asText()).isEqualTo("TRB-APPLY-ROW-REFUSED");
    assertThat(error.path("message").asText())
        .contains("source legacy", "main.note", "[\"7\"]", "column body", "NUL_CHARACTER");
    JsonNode status = stack.api().get("refused-stop");
    assertThat(status.path("state").asText()).isEqualTo("Replicating");
    assertThat(status.path("health").asText()).isEqualTo("stopped");
    assertThat(status.path("error")).isEqualTo(error);
    await()
        .atMost(SqliteLegacy.LIMIT)
        .until(() -> legacy.source().path("stream").path("lagMillis").asLong() > 0);
    JsonNode dryRun = stack.api().post("refused-stop", "cutover?dryRun=true");
    assertThat(dryRun.path("open").asText()).isEqualTo("false");
    assertThat(dryRun.path("findings").findValuesAsText("message"))
        .anySatisfy(message -> assertThat(message).contains("still equal is unknown"))
        .noneSatisfy(message -> assertThat(message).contains("found equal recently"));
    try (Connection target = legacy.target()) {
      assertThat(SqlitePrint.rows(target, "SELECT id FROM \"refused-stop\".note"))
          .isEqualTo(List.of("id=1|", "id=2|"));
    }

    // when the operator would rather keep such rows aside
    assertThat(legacy.put("on-invalid: stop", "on-invalid: quarantine").body().toString())
        .contains("sources.legacy.on-invalid cannot be changed", "Order pause, put the file again");
    legacy.order("pause", "Paused");
    legacy.put("on-invalid: stop", "on-invalid: quarantine").orThrow();
    legacy.order("resume", "Replicating");

    // then
    await().atMost(SqliteLegacy.LIMIT).until(() -> legacy.quarantine().size() == 1);
    await()
        .atMost(SqliteLegacy.LIMIT)
        .until(() -> stack.api().get("refused-stop").path("health").asText().equals("healthy"));
    legacy.abort();
  }

  private static SqliteLegacy create(TestStack stack, String name, String onInvalid)
      throws Exception {
    SqliteLegacy legacy =
        new SqliteLegacy(stack, stack.api(), name, "on-invalid: " + onInvalid, CUTOVER);
    legacy.journal("WAL");
    legacy.run(SCHEMA);
    return legacy;
  }

  private static void order(OperatorApi api, String name) {
    await()
        .atMost(SqliteLegacy.LIMIT)
        .until(() -> api.tryPost(name, "cutover", name + System.nanoTime()).status() < 300);
  }

  private static void awaitWritable(SqliteLegacy legacy, String statement) {
    await()
        .atMost(SqliteLegacy.LIMIT)
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(
            () -> {
              legacy.run(statement);
              return true;
            });
  }
}
