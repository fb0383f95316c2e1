package io.tributary.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.PatientWriter;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.SqliteLegacy;
import io.tributary.local.fixture.TestStack;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Tables are damaged in the target by hand while applications write to the source, and begin anew:
 * also a table without key, of which a repair can do nothing, and while cdc-service is killed.
 */
class RestartedTableIT {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final int ROWS = 60_000;

  @Test
  void ofAPostgresqlSourceIsEqualAgainUnderItsWriterWhoeverIsKilled() throws Exception {
    // given
    String name = "restarted-table";
    TestStack stack = TestStack.shared();
    OperatorApi api = stack.api();
    Shop shop = Shop.create(stack, name);
    shop.atSource(
        "INSERT INTO account (owner, note) SELECT 'more-' || g, md5(g::text) FROM generate_series(1, %d) g"
            .formatted(ROWS),
        "INSERT INTO journal (entry) SELECT 'e' || g % 50 FROM generate_series(1, 5000) g");
    api.create(shop.migrationFile());
    api.post(name, "start");
    await().atMost(LIMIT).ignoreExceptions().until(() -> api.ready(name));
    long seed = System.nanoTime();
    try (PatientWriter writer = new PatientWriter(shop::source, this::change, 0, seed)) {
      // when
      shop.atTarget(
          "UPDATE shop.account SET note = 'broken' WHERE id % 5 = 0",
          "DELETE FROM shop.account WHERE id % 7 = 0 AND id > 1000",
          "INSERT INTO shop.account (id, owner) VALUES (9000000, 'nobody')",
          "DELETE FROM shop.journal WHERE entry = 'e7'",
          "INSERT INTO shop.journal (entry) VALUES ('e8'), ('nobody')");
      api.post(name, "restart?source=shop&table=public.account");
      api.post(name, "restart?source=shop&table=public.journal");

      // then: no verdict of before opens the gate
      OperatorApi.Answer gate = api.tryPost(name, "cutover?dryRun=true", "dry");
      assertThat(gate.orThrow().path("open").asBoolean()).isFalse();

      // when
      await().atMost(LIMIT).until(() -> !phase(api, name, "public.account").equals("WAITING"));
      stack.kill("cdc-service");

      // then: the other tables go on meanwhile
      int written = writer.transactions();
      await().atMost(LIMIT).until(() -> writer.transactions() > written + 20);
      await().atMost(LIMIT).ignoreExceptions().until(() -> done(api, name, "public.account"));
      await().atMost(LIMIT).ignoreExceptions().until(() -> done(api, name, "public.journal"));
      await().atMost(LIMIT).ignoreExceptions().until(() -> equal(api, name));
      api.postOnceOpen(name, "cutover");
      await().atMost(LIMIT).until(() -> api.state(name).equals("Switched"));
    }
    assertThat(shop.targetRows()).as("seed %d", seed).isEqualTo(shop.sourceRows());
    assertThat(api.get(name + "/history").toString()).contains("restart");
    api.post(name, "complete");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Completed"));
  }

  /** Deletes, keys that move, and rows that come again, beside what the writer itself inserts. */
  private String change(Random random) {
    long id = 100 + random.nextInt(400);
    return switch (random.nextInt(5)) {
      case 0 -> "DELETE FROM account WHERE id = " + id;
      case 1 ->
          "INSERT INTO account (id, owner, note) VALUES (%d, 'again-%d', 'n') ON CONFLICT DO NOTHING"
              .formatted(id, id);
      case 2 ->
          "UPDATE account SET id = %d WHERE id = %d"
              .formatted(1_000_000 + random.nextInt(1_000_000_000), id);
      case 3 -> "INSERT INTO journal (entry) VALUES ('e%d')".formatted(random.nextInt(9));
      default ->
          "UPDATE account SET owner = owner || '.' WHERE id = %d".formatted(random.nextInt(2_000));
    };
  }

  @Test
  void ofASqliteFileIsSentAgainByItsConnector() throws Exception {
    // given
    String name = "restartedfile";
    TestStack stack = TestStack.shared();
    OperatorApi api = stack.api();
    SqliteLegacy legacy = new SqliteLegacy(stack, api, name, "on-invalid: quarantine");
    legacy.journal("WAL");
    legacy.run(
        "CREATE TABLE item (id INTEGER PRIMARY KEY, v TEXT); CREATE TABLE probe (id INTEGER PRIMARY"
            + " KEY); INSERT INTO item SELECT value, 'v' || value FROM (WITH RECURSIVE n(value) AS"
            + " (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT 20000) SELECT value FROM n)");
    legacy.replicate();
    await().atMost(LIMIT).until(() -> api.ready(name));
    long seed = System.nanoTime();
    try (PatientWriter writer =
        new PatientWriter(
            legacy::open,
            random ->
                random.nextBoolean()
                    ? "DELETE FROM item WHERE id = %d".formatted(100 + random.nextInt(400))
                    : "INSERT OR REPLACE INTO item VALUES (%d, 'w%d')"
                        .formatted(100 + random.nextInt(400), random.nextInt()),
            0,
            seed)) {
      // when
      try (Connection target = legacy.target();
          Statement statement = target.createStatement()) {
        statement.execute("SET session_replication_role = replica");
        statement.execute("UPDATE %s.item SET v = 'broken' WHERE id %% 3 = 0".formatted(name));
        statement.execute("DELETE FROM %s.item WHERE id %% 7 = 0".formatted(name));
        statement.execute("INSERT INTO %s.item VALUES (900000, 'nobody')".formatted(name));
      }
      String source = api.get(name).path("sources").path(0).path("name").asText();
      String table =
          api.get(name)
              .path("sources")
              .path(0)
              .path("validation")
              .path("verdicts")
              .path(0)
              .path("table")
              .asText();
      assertThat(table).endsWith("item");
      api.post(name, "restart?source=" + source + "&table=" + table);
      api.post(name, "restart?source=" + source + "&table=main.nowhere");

      // then
      await().atMost(LIMIT).ignoreExceptions().until(() -> done(api, name, table));
      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .until(() -> phase(api, name, "main.nowhere").equals("REFUSED"));
      await().atMost(LIMIT).ignoreExceptions().until(() -> equal(api, name));
      assertThat(writer.transactions()).isPositive();
      legacy.cutOver();
    }
    List<String> moved = rows(legacy.target(), name + ".item");
    assertThat(moved).as("seed %d", seed).isEqualTo(rows(legacy.open(), "item"));
    assertThat(moved).hasSizeGreaterThan(19_000);
    legacy.complete();
  }

  private static List<String> rows(Connection opened, String table) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = opened;
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT id, v FROM " + table + " ORDER BY id")) {
      while (found.next()) {
        rows.add(found.getLong(1) + " " + found.getString(2));
      }
    }
    return rows;
  }

  private static boolean done(OperatorApi api, String name, String table) throws Exception {
    return phase(api, name, table).equals("DONE");
  }

  private static String phase(OperatorApi api, String name, String table) throws Exception {
    for (JsonNode seen : api.get(name).path("sources").path(0).path("tableRestarts")) {
      if (seen.path("table").asText().equals(table)) {
        return seen.path("phase").asText();
      }
    }
    return "WAITING";
  }

  private static boolean equal(OperatorApi api, String name) throws Exception {
    JsonNode validation = api.get(name).path("sources").path(0).path("validation");
    for (JsonNode verdict : validation.path("verdicts")) {
      if (!verdict.path("verdict").asText().equals("EQUAL")) {
        return false;
      }
    }
    return validation.path("verdicts").size() > 1;
  }
}
