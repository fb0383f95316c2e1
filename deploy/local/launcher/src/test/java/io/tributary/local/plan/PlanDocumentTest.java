package io.tributary.local.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
import io.tributary.local.chroma.QueueOperation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan as scripts read it. */
class PlanDocumentTest {
  /** Words by which the lines for people are put together. */
  private static final Set<String> LAYOUT =
      Set.of(
          ("-> <- source schema database target (sqlite (chroma loses one way hidden until the"
                  + " cutover cutover. is computed by PostgreSQL stays behind has no place (no type"
                  + " remarks after a rollback DDL before copy would go to quarantine preflight warn"
                  + " problems All rows of tables were converted be refused. Not looked at cannot come"
                  + " back (role made closed queries timed `rehearse` both sides most long else"
                  + " warning")
              .split(" "));

  @TempDir Path home;

  @Test
  void keepsItsMembersForScripts() throws Exception {
    // given
    fixture();

    // then
    assertThat(told("-o", "json", "--ddl")).isEqualTo(resource("plan.golden.json"));
    assertThat(told("-o", "yaml", "--ddl")).isEqualTo(resource("plan.golden.yaml"));
  }

  @Test
  void holdsEverythingThatPeopleAreShown() throws Exception {
    // given
    fixture();

    // when
    String text = told("--ddl");
    StringBuilder values = new StringBuilder();
    scalars(Json.read(told("-o", "json", "--ddl").getBytes(UTF_8), JsonNode.class), values);

    // then
    List<String> missing =
        text.lines()
            .filter(line -> !line.startsWith("No problems"))
            .flatMap(line -> Stream.of(line.strip().split("\\s+")))
            .map(word -> word.replaceAll("^'(.*)'$", "$1").replaceAll("[;:,)]+$", ""))
            .filter(word -> !word.isEmpty() && !LAYOUT.contains(word))
            .filter(word -> Stream.of(word.split("\\.")).anyMatch(part -> values.indexOf(part) < 0))
            .distinct()
            .toList();
    assertThat(missing).isEmpty();
    assertThat(text.lines().count()).isGreaterThan(60);
  }

  @Test
  void saysWhatItCameTo() throws Exception {
    // given
    PlanRun.sqlite(home.resolve("app.db"), "CREATE TABLE note (id INTEGER PRIMARY KEY)");
    String source =
        "- {name: app, kind: sqlite, file: %s/app.db, %s schemas: [{from: main, to: app}]}";

    // when
    JsonNode incomplete = read(PlanRun.of(home, source.formatted(home, ""), "-o", "json"));
    JsonNode wrong =
        read(PlanRun.of(home, source.formatted(home, "tables: {notes: {to: x}},"), "-o", "json"));

    // then
    assertThat(incomplete.at("/verdict").asText()).isEqualTo("incomplete");
    assertThat(incomplete.at("/unseen")).hasSize(1);
    assertThat(incomplete.at("/problems")).isEmpty();
    assertThat(wrong.at("/verdict").asText()).isEqualTo("problems");
    assertThat(wrong.at("/problems/0").asText()).contains("did you mean note?");
    assertThat(wrong.at("/sources/0/problems")).isEqualTo(wrong.at("/problems"));
  }

  private void fixture() throws Exception {
    PlanRun.sqlite(
        home.resolve("app.db"),
        "CREATE TABLE note (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT, at TEXT, old TEXT,"
            + " twice INT AS (id * 2) STORED, odd)",
        "CREATE TABLE cache_a (x)",
        "CREATE TABLE line (txt TEXT)",
        "CREATE TRIGGER touched AFTER UPDATE ON note BEGIN SELECT 1; END",
        "INSERT INTO note (body, at) VALUES ('a', '2024-01-01 10:00:00'), ('b', 'yesterday')");
    Files.writeString(home.resolve("later.sql"), "CREATE TABLE doc (id int PRIMARY KEY)");
    Path chroma = Files.createDirectory(home.resolve("chroma"));
    try (ChromaWriter application = new ChromaWriter(chroma, ChromaTables.CURRENT)) {
      application.create("default_database", "memos", "l2", 2);
      application.write("default_database", "memos", QueueOperation.add("good", 1, 2));
    }
  }

  private String told(String... options) throws Exception {
    Path file = home.resolve("migration.yaml");
    Files.writeString(
        file,
        """
        migration: m
        target:
          connection: {host: 127.0.0.1, port: 1, database: d, user: u}
          schemas: {app: {role: app}, memory: {role: app}, later: {role: app, prepare: %1$s/later.sql}}
        sources:
        - name: app
          kind: sqlite
          file: %1$s/app.db
          on-invalid: quarantine
          schemas: [{from: main, to: app, exclude: [cache_*]}]
          tables:
            note:
              to: notes
              columns:
                at: {to: written_at, convert: timestamptz, zone: UTC}
                old: {drop: true}
                tenant: {constant: "7", type: integer}
        - name: memory
          kind: chroma
          directory: %1$s/chroma
          schemas: [{from: default_database, to: memory}]
        queries:
        - {name: first, source: app, at-source: SELECT 1, at-target: SELECT 2}
        """
            .formatted(home));
    return PlanRun.run(file, options).text().replace(home.toString(), "HOME").stripTrailing();
  }

  private static JsonNode read(PlanRun run) {
    return Json.read(run.text().getBytes(UTF_8), JsonNode.class);
  }

  private static void scalars(JsonNode node, StringBuilder values) {
    if (node.isValueNode()) {
      values.append(node.asText()).append('\n');
    }
    node.elements().forEachRemaining(each -> scalars(each, values));
  }

  private static String resource(String name) throws IOException {
    try (InputStream file = PlanDocumentTest.class.getResourceAsStream("/commands/" + name)) {
      return new String(file.readAllBytes(), UTF_8).stripTrailing();
    }
  }
}
