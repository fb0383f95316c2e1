package io.tributary.local.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
import io.tributary.local.chroma.QueueOperation;
import io.tributary.local.fixture.LegacyMigration;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Values of records of a Chroma directory, and of rows that their source refuses on the way back,
 * stand where rows are kept, and nowhere else.
 */
class LeakedOnTheWayIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String COLLECTION = "notes";

  private static TestStack stack;
  private static OperatorApi api;

  private final RowsOutOfSight rows = new RowsOutOfSight(stack);
  private final String secret = rows.secret();

  @BeforeAll
  static void start() throws Exception {
    stack = TestStack.shared();
    api = stack.api();
  }

  @Test
  void showsNoValueOfARecordOfChromaThatStopsTheStream() throws Exception {
    // given
    String name = "leakrecords";
    Path directory = Files.createTempDirectory("tributary-leaks");
    try (ChromaWriter application = new ChromaWriter(directory, ChromaTables.CURRENT)) {
      application.create("default_database", COLLECTION, "l2", 3);
      write(application, "first", "fine");
      LegacyMigration legacy = chroma(name, directory);
      legacy.replicate();
      try (Connection target = legacy.target();
          Statement statement = target.createStatement()) {
        statement.execute(
            "ALTER TABLE %s.vector_notes ADD CONSTRAINT number CHECK (document NOT LIKE 'cast%%' OR substr(document, 5)::int > 0) NOT VALID"
                .formatted(name));
      }

      // when
      write(application, "cast", "cast" + secret);

      // then
      await()
          .atMost(LIMIT)
          .until(() -> legacy.source().at("/error/code").asText().equals("TRB-APPLY-ROW-REFUSED"));
      rows.assertShownNowhere(name);
      legacy.abort();
      rows.assertShownNowhere(name);
    }
  }

  @Test
  void showsNoValueOfARowThatItsSourceRefusesOnTheWayBackButItsDeadLetter() throws Exception {
    // given
    String name = "leak-return";
    Shop shop = Shop.create(stack, name);
    api.create(shop.returningMigrationFile());
    api.post(name, "start");
    await().atMost(LIMIT).until(() -> api.ready(name));
    api.postOnceOpen(name, "cutover");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Switched"));
    shop.atSource(
        "ALTER TABLE account ADD CONSTRAINT number"
            + " CHECK (note NOT LIKE 'cast%' OR substr(note, 5)::int > 0) NOT VALID",
        "ALTER TABLE account ADD CONSTRAINT short CHECK (note NOT LIKE 'long%') NOT VALID");

    // when
    try (Connection application = shop.targetAsApplication();
        Statement statement = application.createStatement()) {
      statement.execute(
          "INSERT INTO shop.account (owner, note) VALUES ('a', 'cast%1$s'), ('b', 'long %1$s')"
              .formatted(secret));
    }

    // then
    await().atMost(LIMIT).until(() -> returned(name).size() == 2);
    assertThat(returned(name).toString()).contains("\\\"short\\\"");
    rows.assertShownNowhere(name);
    assertThat(returned(name).toString()).doesNotContain(secret);
    api.post(name, "complete");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Completed"));
    rows.assertShownNowhere(name);
  }

  private static JsonNode returned(String name) throws Exception {
    return api.get(name + "/dead-letters?source=shop.back").path("deadLetters");
  }

  private static void write(ChromaWriter application, String id, String document) throws Exception {
    application.write(
        "default_database",
        COLLECTION,
        QueueOperation.upsert(id, 0, 1, 2).with(Map.of("chroma:document", document)));
  }

  private static LegacyMigration chroma(String name, Path directory) {
    return new LegacyMigration(stack, api, name, "on-invalid: stop", "{}") {
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
}
