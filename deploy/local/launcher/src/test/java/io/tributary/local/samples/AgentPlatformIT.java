package io.tributary.local.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.fixture.SqliteLegacy;
import io.tributary.local.fixture.SqlitePrint;
import io.tributary.local.fixture.TestStack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A file in which everything is TEXT becomes tables with types, keys and checks of their own. */
class AgentPlatformIT {
  private static final String NAME = "agents";
  private static final String RULES =
      """
      ddl: "%s"
      on-invalid: quarantine
      zone: UTC
      tables:
        agents:
          columns:
            id: {convert: uuid, namespace: 1f0c2a5e-6d1b-4a43-9a0e-2b6a1c0d9e77}
            created_at: {convert: timestamptz, epoch: by-digits}
            updated_at: {convert: timestamptz, epoch: by-digits}
        tasks:
          columns:
            id: {convert: uuid, namespace: 1f0c2a5e-6d1b-4a43-9a0e-2b6a1c0d9e77}
            created_at: {convert: timestamptz, epoch: by-digits}
            updated_at: {convert: timestamptz, epoch: by-digits}
      """;

  /**
   * The five rows of the broken file that break nothing: a control character that PostgreSQL holds,
   * two numbers that became text in a column of text and are epoch seconds as others are, a task
   * without an agent, and one whose agent has the same UUID in another spelling.
   */
  private static final String HOLDING =
      """
      SELECT to_json(a.name) AS name, a.created_at AT TIME ZONE 'UTC' AS at FROM agents.agents a
       WHERE a.name IN (E'nul\\u0001ctl', '$$dollar$$', E'a,b;c|d\\t"e"') AND a.created_at IN
         ('2025-09-21 06:58:51+00', '2025-09-20 03:30:00+00', '2025-09-20 03:30:00.5+00')
      UNION ALL
      SELECT to_json(t.title), t.created_at AT TIME ZONE 'UTC' FROM agents.tasks t
        LEFT JOIN agents.agents a ON a.id = t.assigned_agent_id
       WHERE t.title = 'ok' AND t.assigned_agent_id IS NULL
          OR t.title = 'case' AND a.id = 'cf1822ff-bc68-4778-ab49-1044d5e34124'""";

  private static final List<String> HELD =
      List.of(
          "name=\"$$dollar$$\"|at=2025-09-20 03:30:00|",
          "name=\"a,b;c|d\\t\\\"e\\\"\"|at=2025-09-20 03:30:00.5|",
          "name=\"case\"|at=2025-09-20 07:25:33|",
          "name=\"nul\\u0001ctl\"|at=2025-09-21 06:58:51|",
          "name=\"ok\"|at=2025-09-20 03:30:00|");

  @Test
  void convertsWhatCanBeConvertedAndKeepsTheRestAsideWithItsReason() throws Exception {
    // given
    TestStack stack = TestStack.shared();
    Path samples = Path.of(System.getProperty("tributary.root")).resolve("deploy/samples");
    Path sample = samples.resolve("agent-platform");
    SqliteLegacy legacy =
        new SqliteLegacy(
            stack, stack.api(), NAME, RULES.formatted(sample.resolve("target.sql").toRealPath()));
    legacy.run(Files.readString(sample.resolve("legacy.sql")));
    legacy.run(Files.readString(sample.resolve("data.sql")));
    legacy.run(resource("/sqlite/agent-platform-broken.sql"));

    // when
    legacy.replicate();
    TreeMap<String, String> verdicts = legacy.verdicts();

    // then
    assertThat(verdicts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("main.agents", "EQUAL 123+27", "main.tasks", "EQUAL 402+5"));
    assertThat(legacy.quarantine()).hasSize(32).allSatisfy(AgentPlatformIT::saysWhy);
    try (Connection target = legacy.target()) {
      assertThat(SqlitePrint.rows(target, HOLDING)).isEqualTo(HELD);
      // Every task that had an agent has the same agent.
      assertThat(
              SqlitePrint.rows(
                  target,
                  "SELECT count(*) AS n FROM agents.tasks WHERE assigned_agent_id IS NOT NULL"))
          .isEqualTo(
              legacy.rows(
                  "SELECT count(*) AS n FROM tasks WHERE assigned_agent_id IS NOT NULL"
                      + " AND id NOT IN ('ht-1', 'ht-2', 'ht-4', 'ht-5', 'ht-6')"));
      // What was NULL stays NULL, whatever the default of the new column is.
      assertThat(
              SqlitePrint.rows(
                  target, "SELECT count(*) AS n FROM agents.agents WHERE capabilities IS NULL"))
          .isEqualTo(
              legacy.rows(
                  "SELECT count(*) AS n FROM agents WHERE capabilities IS NULL AND rowid <= 120"));
      assertThat(
              SqlitePrint.rows(
                  target, "SELECT count(*) AS n FROM agents.tasks WHERE context_data = '{}'"))
          .containsExactly("n=402|");
    }

    // when a broken row is mended by its application, and two others become broken
    legacy.run("UPDATE agents SET capabilities = '[]' WHERE id = 'hard-0'");
    legacy.run("UPDATE agents SET name = 'nul' || char(0) || 'ctl' WHERE id = 'hard-21'");
    legacy.run("UPDATE tasks SET priority = 'P1' WHERE id = 'ht-0'");

    // then
    assertThat(legacy.verdicts())
        .containsEntry("main.agents", "EQUAL 123+27")
        .containsEntry("main.tasks", "EQUAL 401+6");
    assertThat(legacy.quarantine().toString())
        .contains("[\"hard-21\"]", "[\"ht-0\"]")
        .doesNotContain("[\"hard-0\"]");
    legacy.abort();
  }

  private static void saysWhy(JsonNode entry) {
    assertThat(entry.path("reason").asText()).as("%s", entry).isNotEmpty();
    assertThat(entry.path("detail").asText()).as("%s", entry).isNotEmpty();
    assertThat(List.of("main.agents", "main.tasks")).contains(entry.path("table").asText());
  }

  private static String resource(String name) throws Exception {
    try (var in = AgentPlatformIT.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
