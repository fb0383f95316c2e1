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
 * A table is made at a source while its migration runs, joins by order while applications write to
 * it and a service is killed, and goes to the target with the others.
 */
class JoinedTableIT {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final String TABLE = "public.late";

  @Test
  void goesToTheTargetWithTheOthersWhoeverIsKilled() throws Exception {
    // given
    String name = "joined-table";
    TestStack stack = TestStack.shared();
    OperatorApi api = stack.api();
    Shop shop = Shop.create(stack, name);
    api.create(shop.migrationFile());
    api.post(name, "start");
    await().atMost(LIMIT).ignoreExceptions().until(() -> api.ready(name));
    shop.atSource(
        "CREATE TABLE late (id serial PRIMARY KEY, account int REFERENCES account, v text)",
        "INSERT INTO late (v) SELECT md5(g::text) FROM generate_series(1, 20000) g");
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> source(api, name).path("newTables").toString().contains(TABLE));
    assertThat(source(api, name).path("error").path("code").asText())
        .isEqualTo("TRB-CAPTURE-NEW-TABLE");
    long seed = System.nanoTime();
    try (PatientWriter writer = new PatientWriter(shop::source, this::change, 0, seed)) {
      // when
      api.post(name, "add-tables?source=shop");
      OperatorApi.Answer gate = api.tryPost(name, "cutover?dryRun=true", "dry");
      assertThat(gate.orThrow().path("open").asBoolean()).isFalse();
      await().atMost(LIMIT).until(() -> !phase(api, name).equals("WAITING"));
      stack.kill("cdc-service");

      // then
      await().atMost(LIMIT).ignoreExceptions().until(() -> phase(api, name).equals("DONE"));
      int written = writer.transactions();
      await().atMost(LIMIT).until(() -> writer.transactions() > written + 20);
      api.postOnceOpen(name, "cutover");
      await().atMost(LIMIT).until(() -> api.state(name).equals("Switched"));
    }
    List<String> moved = rows(shop.targetAsApplication(), "shop.late");
    assertThat(moved).as("seed %d", seed).isEqualTo(rows(shop.source(), "public.late"));
    assertThat(moved).hasSizeGreaterThan(19_000);
    assertThat(shop.targetRows()).as("seed %d", seed).isEqualTo(shop.sourceRows());
    assertThat(api.get(name + "/history").toString()).contains("add-tables");

    // and the application goes on with it, behind the last number of its sequence
    try (Connection target = shop.targetAsApplication();
        Statement statement = target.createStatement()) {
      statement.execute("INSERT INTO shop.late (v) VALUES ('first at the target')");
    }
    api.post(name, "complete");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Completed"));
  }

  @Test
  void ofAFileIsComparedAndFencedAlsoByAValidatorThatIsKilledMeanwhile() throws Exception {
    // given
    String name = "joinedfile";
    TestStack stack = TestStack.shared();
    SqliteLegacy legacy = new SqliteLegacy(stack, stack.api(), name, "");
    legacy.journal("WAL");
    legacy.run("CREATE TABLE probe (id INTEGER PRIMARY KEY)");
    legacy.replicate();
    legacy.run(
        "CREATE TABLE late (id INTEGER PRIMARY KEY, account INT REFERENCES probe, v TEXT); INSERT"
            + " INTO late (v) WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n"
            + " LIMIT 20000) SELECT 'v' || value FROM n");
    await()
        .atMost(LIMIT)
        .until(() -> legacy.source().path("newTables").toString().contains("late"));
    long seed = System.nanoTime();
    try (PatientWriter writer = new PatientWriter(legacy::open, this::change, 0, seed)) {
      // when
      stack.api().post(name, "add-tables?source=" + legacy.source().path("name").asText());
      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .until(() -> legacy.source().at("/validation/verdicts").toString().contains("late"));
      stack.kill("validator-service");

      // then
      int written = writer.transactions();
      await().atMost(LIMIT).until(() -> writer.transactions() > written + 20);
      legacy.cutOver();
    }
    String evidence = name + "/evidence";
    await().atMost(LIMIT).until(() -> stack.api().get(evidence).at("/0/signed").asBoolean());
    JsonNode tables =
        stack
            .api()
            .get(evidence + "/" + stack.api().get(name).at("/cutover/id").asText())
            .at("/report/streams/0/tables");
    assertThat(tables.findValuesAsText("table")).contains("main.late");
    assertThat(tables.findValuesAsText("verdict")).containsExactly("EQUAL", "EQUAL");
    List<String> moved = rows(legacy.target(), name + ".late");
    assertThat(moved).as("seed %d", seed).isEqualTo(rows(legacy.open(), "late"));
    assertThat(moved).hasSizeGreaterThan(19_000);
    legacy.complete();
  }

  private String change(Random random) {
    int id = 1 + random.nextInt(20_000);
    return switch (random.nextInt(4)) {
      case 0 -> "INSERT INTO late (v) VALUES ('w%d')".formatted(id);
      case 1 -> "DELETE FROM late WHERE id = " + id;
      case 2 ->
          "UPDATE late SET id = %d WHERE id = %d"
              .formatted(1_000_000 + random.nextInt(1_000_000_000), id);
      default -> "UPDATE late SET v = v || '.' WHERE id = " + id;
    };
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

  private static JsonNode source(OperatorApi api, String name) throws Exception {
    return api.get(name).path("sources").path(0);
  }

  private static String phase(OperatorApi api, String name) throws Exception {
    for (JsonNode seen : source(api, name).path("tableRestarts")) {
      if (seen.path("table").asText().equals(TABLE)) {
        return seen.path("phase").asText();
      }
    }
    return "WAITING";
  }
}
