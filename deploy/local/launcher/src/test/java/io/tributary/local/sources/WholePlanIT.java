package io.tributary.local.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
import io.tributary.fixture.AllGrants;
import io.tributary.local.chroma.QueueOperation;
import io.tributary.local.fixture.LegacyMigration;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.SqliteLegacy;
import io.tributary.local.fixture.TestStack;
import io.tributary.local.plan.PlanCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code plan --rows} foretells is what the real copy sets aside. */
class WholePlanIT {
  @TempDir Path home;

  @Test
  void foretellsEveryRowOfAFileThatTheCopySetsAside() throws Exception {
    // given
    TestStack stack = TestStack.shared();
    OperatorApi api = stack.api();
    SqliteLegacy legacy =
        new SqliteLegacy(
            stack,
            api,
            "foretold",
            "on-invalid: quarantine\ntables: {item: {columns: {k: {convert: integer}}},"
                + " note: {columns: {at: {convert: timestamptz, zone: UTC}}}}");
    legacy.journal("WAL");
    legacy.run(
        "CREATE TABLE note (id INTEGER PRIMARY KEY, at TEXT, body VARCHAR(3));"
            + "CREATE TABLE item (k TEXT PRIMARY KEY, n INTEGER);"
            + "CREATE TABLE bill (id INTEGER PRIMARY KEY);"
            + "CREATE TABLE line (id INTEGER PRIMARY KEY, bill INTEGER REFERENCES bill);"
            + "CREATE TABLE part (id INTEGER PRIMARY KEY, line INTEGER REFERENCES line,"
            + " note INTEGER REFERENCES note);"
            + "CREATE TABLE node (id INTEGER PRIMARY KEY, up INTEGER REFERENCES node);"
            + "INSERT INTO note VALUES (1, '2024-01-01 10:00:00', 'abc'), (2, 'soon', 'abc'),"
            + " (3, NULL, 'abcd'), (4, 'never', 'toolong'), (5, '', NULL),"
            + " (6, NULL, 'a' || char(0));"
            + "INSERT INTO item VALUES ('1', 1), ('01', 2), ('x', 3), ('2', 4), ('+2', 5);"
            + "INSERT INTO bill VALUES (1);"
            + "WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < 500)"
            + " INSERT INTO line SELECT i, CASE WHEN i % 50 = 0 THEN 99 ELSE 1 END FROM g;"
            + "INSERT INTO part VALUES (1, 50, 1), (2, 20, 2), (3, 20, 1), (4, NULL, 9);"
            + "INSERT INTO node VALUES (1, 1), (2, 1), (3, 77), (4, 3), (5, 4);");

    // when
    TreeSet<String> foretold = foretold(legacy);
    legacy.replicate();
    legacy.verdicts();

    // then
    assertThat(foretold).hasSizeGreaterThan(20).isEqualTo(setAside(legacy));
    legacy.abort();
  }

  @Test
  void foretellsTheRecordsOfADirectoryThatTheCopySetsAside() throws Exception {
    // given
    TestStack stack = TestStack.shared();
    try (ChromaLegacy legacy = new ChromaLegacy(stack, stack.api(), "foretold-chroma", "{}")) {
      legacy.create("notes", "l2", 2);
      legacy.upsert("notes", "good", "text", 1, 2);
      legacy.write("notes", QueueOperation.add("nan", Float.NaN, 2));

      // when
      TreeSet<String> foretold = foretold(legacy);
      legacy.replicate();
      legacy.verdicts();

      // then
      assertThat(foretold).hasSize(1).isEqualTo(setAside(legacy));
      legacy.abort();
    }
  }

  private TreeSet<String> foretold(LegacyMigration legacy) throws Exception {
    Path file = home.resolve("migration.yaml");
    Files.writeString(file, legacy.migrationFile());
    StringWriter printed = new StringWriter();
    int status =
        new CommandLine(new PlanCommand(AllGrants.EVERYTHING))
            .setOut(new PrintWriter(printed, true))
            .execute("--rows", "-o", "json", file.toString());
    assertThat(status).isEqualTo(1);
    TreeSet<String> found = new TreeSet<>();
    JsonNode sample =
        Json.read(printed.toString().getBytes(UTF_8), JsonNode.class).at("/sources/0/sample");
    assertThat(sample.path("whole").asBoolean()).isTrue();
    for (JsonNode refused : sample.path("refused")) {
      assertThat(refused.path("keys")).hasSize(refused.path("rows").asInt());
      for (JsonNode key : refused.path("keys")) {
        found.add(
            "%s %s %s %s"
                .formatted(
                    refused.path("table").asText(),
                    key.asText().replaceAll("^\\w+ = ", ""),
                    refused.path("column").asText(),
                    refused.path("reason").asText()));
      }
    }
    return found;
  }

  private static TreeSet<String> setAside(LegacyMigration legacy) throws Exception {
    TreeSet<String> found = new TreeSet<>();
    for (JsonNode entry : legacy.quarantine()) {
      found.add(
          "%s %s %s %s"
              .formatted(
                  entry.path("table").asText().replaceAll("^.*\\.", ""),
                  entry.path("key").get(0).asText(),
                  entry.path("column").asText(),
                  entry.path("reason").asText()));
    }
    return found;
  }
}
