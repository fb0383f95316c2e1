package io.tributary.local.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Oracle;
import io.tributary.local.fixture.SqliteLegacy;
import io.tributary.local.fixture.SqlitePrint;
import io.tributary.local.fixture.TestStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Two processes drive statements of all kinds into a SQLite file while the Connect worker and
 * cdc-service are killed; then the cutover, under their writes. {@code -Dtributary.test.seed}
 * repeats the statements; the moments at which the kills hit are never the same.
 */
class RandomSqliteIT {
  private static final String NAME = "random";
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final long LEAST_STATEMENTS = 3_000;
  private static final List<String> KILLED =
      List.of("connect", "cdc-service", "connect", "connect");

  private TestStack stack;
  private SqliteLegacy legacy;

  @Test
  void isEqualAfterItsCutoverWhateverWasWrittenAndWhoeverDied() throws Exception {
    // given
    long seed = Long.getLong("tributary.test.seed", System.nanoTime());
    System.out.println("random SQLite: repeat with -Dtributary.test.seed=" + seed);
    Random random = new Random(seed);
    stack = TestStack.shared();
    legacy =
        new SqliteLegacy(
            stack,
            stack.api(),
            NAME,
            "on-invalid: quarantine",
            "{time-limit-millis: 60000, open-transactions-wait-millis: 20000,"
                + " accept-quarantined: {legacy: 100000}}");
    legacy.journal("WAL");
    legacy.run(RandomRows.SCHEMA);
    List<String> keys = List.of("PRAGMA foreign_keys = ON;");
    List<String> recursive =
        List.of("PRAGMA foreign_keys = ON;", "PRAGMA recursive_triggers = ON;");

    // when
    SqliteWriter program = writer(SqliteWriter.sqlite3(legacy.file), keys, 0, random);
    SqliteWriter other = writer(SqliteWriter.java(legacy.file), recursive, 1_000_000, random);
    try (program;
        other) {
      legacy.start();
      await().atMost(LIMIT).until(() -> !legacy.source().path("phase").asText().equals("NEW"));
      for (String service : KILLED) {
        await().atMost(LIMIT).until(() -> stack.running(service).isPresent());
        stack.kill(service);
        awaitFlow(program);
      }
      await()
          .atMost(LIMIT)
          .until(() -> program.statements() + other.statements() > LEAST_STATEMENTS);
      legacy.run(RandomRows.ORPHANS);
      await().atMost(LIMIT).pollInterval(Duration.ofMillis(500)).until(this::switched);
    }

    // then
    assertEqual(seed);
    for (JsonNode verdict : legacy.source().path("validation").path("verdicts")) {
      assertThat(verdict.path("verdict").asText()).as("%s", verdict).isEqualTo("EQUAL");
    }
    List<String> acknowledged = new ArrayList<>();
    program.acknowledged().forEach(id -> acknowledged.add("id=" + id + "|"));
    other.acknowledged().forEach(id -> acknowledged.add("id=" + id + "|"));
    try (Connection target = legacy.target()) {
      assertThat(SqlitePrint.rows(target, "SELECT id FROM random.probe"))
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(acknowledged);
    }
    System.out.printf(
        "random SQLite: %d statements, %d commits%n",
        program.statements() + other.statements(), acknowledged.size());
    legacy.complete();
  }

  private SqliteWriter writer(List<String> process, List<String> settings, long first, Random seeds)
      throws Exception {
    return new SqliteWriter(
        process, settings, RandomStatements::transaction, first, seeds.nextLong());
  }

  /** Rows by rows, and what was kept aside by its number, table by table. */
  private void assertEqual(long seed) throws SQLException {
    try (Connection source = legacy.open();
        Connection target = legacy.target()) {
      for (RandomRows rows : RandomRows.ALL) {
        List<String> moved = SqlitePrint.rows(target, rows.target(NAME));
        assertThat(moved)
            .as("%s, seed %d", rows.table(), seed)
            .isEqualTo(SqlitePrint.rows(source, rows.source()));
        String query =
            "SELECT count(*) AS n FROM tributary.quarantine WHERE source_table = 'main.%s'";
        List<String> aside = SqlitePrint.rows(target, query.formatted(rows.table()));
        assertThat(aside)
            .as("quarantine of %s, seed %d", rows.table(), seed)
            .isEqualTo(SqlitePrint.rows(source, rows.quarantined()));
        System.out.println(
            "random SQLite: " + rows.table() + " has " + moved.size() + " rows, aside " + aside);
      }
    }
  }

  /** Waits until something that is written from now on has arrived. */
  private void awaitFlow(SqliteWriter writer) {
    int before = writer.acknowledged().size();
    await().atMost(LIMIT).until(() -> writer.acknowledged().size() > before + 3);
    Long last = writer.acknowledged().get(writer.acknowledged().size() - 1);
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(
            () ->
                !Oracle.column(stack.target, NAME, "SELECT 1 FROM random.probe WHERE id = " + last)
                    .isEmpty());
  }

  /** Asks again whenever the gate was shut. */
  private boolean switched() throws Exception {
    String state = stack.api().state(NAME);
    if (state.equals("Replicating")) {
      OperatorApi.Answer answer = stack.api().tryPost(NAME, "cutover", NAME + System.nanoTime());
      if (answer.status() >= 300) {
        System.out.println("random SQLite: " + answer.body());
      }
    }
    return state.equals("Switched");
  }
}
