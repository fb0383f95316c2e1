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
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Somebody changes rows of the target by hand while applications write to the source: the validator
 * confirms them, a dry run names them, a repair writes them again, and the cutover follows.
 */
class RepairedRowsIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @Test
  void ofAPostgresqlSourceAreEqualAgainUnderItsWriter() throws Exception {
    // given
    String name = "repaired-rows";
    TestStack stack = TestStack.shared();
    OperatorApi api = stack.api();
    Shop shop = Shop.create(stack, name);
    api.create(shop.migrationFile());
    api.post(name, "start");
    await().atMost(LIMIT).until(() -> api.ready(name));
    long seed = System.nanoTime();
    try (PatientWriter writer =
        new PatientWriter(
            shop::source,
            random ->
                "UPDATE account SET note = 'n%d' WHERE id = %d"
                    .formatted(random.nextInt(), 100 + random.nextInt(1_900)),
            0,
            seed)) {
      // when
      shop.atTarget(
          "UPDATE shop.account SET note = 'broken' WHERE id = 7",
          "DELETE FROM shop.account WHERE id = 8",
          "INSERT INTO shop.account (id, owner) VALUES (900000, 'nobody')");

      // then
      await().atMost(LIMIT).until(() -> named(api, name).equals(Set.of("7", "8", "900000")));
      assertThat(broken(api, name)).contains("broken");
      assertThat(api.tryPost(name, "cutover?dryRun=true", "dry").orThrow().path("open").asBoolean())
          .isFalse();

      // when
      api.post(name, "repair?source=shop&table=public.account");

      // then
      awaitRepaired(api, name, 2, 1);
      assertThat(writer.transactions()).isPositive();
      assertThat(api.get(name + "/history").toString())
          .contains("\"outcome\":{\"left\":0,\"deleted\":1,", "\"written\":2}");
      await().atMost(LIMIT).until(() -> equal(api, name));
      api.postOnceOpen(name, "cutover");
      await().atMost(LIMIT).until(() -> api.state(name).equals("Switched"));
    }
    assertThat(shop.targetRows()).as("seed %d", seed).isEqualTo(shop.sourceRows());
    api.post(name, "complete");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Completed"));
  }

  @Test
  void ofASqliteFileAreSentAgainByItsConnector() throws Exception {
    // given
    String name = "repairedfile";
    TestStack stack = TestStack.shared();
    OperatorApi api = stack.api();
    SqliteLegacy legacy = new SqliteLegacy(stack, api, name, "on-invalid: quarantine");
    legacy.journal("WAL");
    legacy.run(
        "CREATE TABLE item (id INTEGER PRIMARY KEY, v TEXT); CREATE TABLE probe (id INTEGER PRIMARY"
            + " KEY); INSERT INTO item SELECT value, 'v' || value FROM (WITH RECURSIVE n(value) AS"
            + " (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT 500) SELECT value FROM n)");
    legacy.replicate();
    await().atMost(LIMIT).until(() -> api.ready(name));
    long seed = System.nanoTime();
    try (PatientWriter writer =
        new PatientWriter(
            legacy::open,
            random ->
                "UPDATE item SET v = 'w%d' WHERE id = %d"
                    .formatted(random.nextInt(), 100 + random.nextInt(400)),
            0,
            seed)) {
      // when
      try (Connection target = legacy.target();
          Statement statement = target.createStatement()) {
        statement.execute("SET session_replication_role = replica");
        statement.execute("UPDATE %s.item SET v = 'broken' WHERE id = 7".formatted(name));
        statement.execute("DELETE FROM %s.item WHERE id = 8".formatted(name));
        statement.execute("INSERT INTO %s.item VALUES (900000, 'nobody')".formatted(name));
      }

      // then
      await().atMost(LIMIT).until(() -> named(api, name).equals(Set.of("7", "8", "900000")));
      assertThat(broken(api, name)).contains("broken");

      // when
      api.post(name, "repair?source=" + source(api, name));

      // then
      awaitRepaired(api, name, 2, 1);
      await().atMost(LIMIT).until(() -> equal(api, name));
      assertThat(writer.transactions()).isPositive();
      legacy.cutOver();
    }
    try (Connection target = legacy.target();
        Statement statement = target.createStatement()) {
      try (var rows =
          statement.executeQuery(
              "SELECT count(*), count(*) FILTER (WHERE v = 'broken') FROM %s.item"
                  .formatted(name))) {
        rows.next();
        assertThat(rows.getLong(1)).isEqualTo(500);
        assertThat(rows.getLong(2)).isZero();
      }
    }
    legacy.complete();
  }

  private static String source(OperatorApi api, String name) throws Exception {
    return api.get(name).path("sources").path(0).path("name").asText();
  }

  /** The keys that a dry run names. */
  private static Set<String> named(OperatorApi api, String name) throws Exception {
    Set<String> keys = new TreeSet<>();
    OperatorApi.Answer answer =
        api.tryPost(name, "repair?dryRun=true&source=" + source(api, name), "dry");
    for (JsonNode table : answer.body().path("tables")) {
      for (JsonNode row : table.path("rows")) {
        keys.add(row.path("key").path("id").asText());
      }
    }
    return keys;
  }

  /** What the target has of row 7, as the orchestrator shows it. */
  private static String broken(OperatorApi api, String name) throws Exception {
    JsonNode table =
        api.tryPost(name, "repair?dryRun=true&source=" + source(api, name), "dry")
            .body()
            .path("tables")
            .path(0);
    String path =
        "%s/repair/values?source=%s&table=%s"
            .formatted(name, source(api, name), table.path("table").asText());
    for (JsonNode row : api.get(path).path("rows")) {
      if (row.path("key").path("id").asText().equals("7")) {
        return row.path("columns").findValuesAsText("target").toString();
      }
    }
    return "";
  }

  private static void awaitRepaired(OperatorApi api, String name, long written, long deleted) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              JsonNode repair = api.get(name).path("sources").path(0).path("repair");
              assertThat(repair.path("written").asLong()).as("%s", repair).isEqualTo(written);
              assertThat(repair.path("deleted").asLong()).as("%s", repair).isEqualTo(deleted);
              assertThat(repair.path("left").asLong()).as("%s", repair).isZero();
            });
  }

  private static boolean equal(OperatorApi api, String name) throws Exception {
    for (JsonNode verdict :
        api.get(name).path("sources").path(0).path("validation").path("verdicts")) {
      if (!verdict.path("verdict").asText().equals("EQUAL")) {
        return false;
      }
    }
    return true;
  }
}
