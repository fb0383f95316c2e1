package io.tributary.local.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.local.fixture.SqliteLegacy;
import io.tributary.local.fixture.SqlitePrint;
import io.tributary.local.fixture.TestStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A chat application's file: JSON in TEXT, and local and UTC times in one column. */
class StoicEmperorIT {
  private static final String TIME =
      "{convert: timestamp, zone: Europe/London, current-timestamp-zone: UTC}";
  private static final String RULES =
      """
      on-invalid: quarantine
      tables:
        users: {columns: {created_at: %1$s}}
        sessions: {columns: {created_at: %1$s, metadata: {convert: jsonb, empty-as-null: true}}}
        messages: {columns: {created_at: %1$s, psych_update: {convert: jsonb}}}
        profiles: {columns: {created_at: %1$s, consensus_log: {convert: jsonb}}}
        condensed_summaries:
          columns: {created_at: %1$s, source_summary_ids: {convert: jsonb}}
      """
          .formatted(TIME);

  @Test
  void movesEveryTableWithItsJsonAndTimes() throws Exception {
    // given
    TestStack stack = TestStack.shared();
    Path sample =
        Path.of(System.getProperty("tributary.root")).resolve("deploy/samples/stoic-emperor");
    SqliteLegacy legacy = new SqliteLegacy(stack, stack.api(), "stoic", RULES);
    legacy.run(Files.readString(sample.resolve("legacy.sql")));
    legacy.run(Files.readString(sample.resolve("data.sql")));

    // when
    legacy.replicate();
    legacy.run(
        "INSERT INTO users (id) VALUES ('late');"
            + "UPDATE messages SET psych_update = 'null' WHERE rowid % 40 = 0;");
    TreeMap<String, String> verdicts = legacy.verdicts();

    // then
    assertThat(verdicts)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "main.schema_version", "EQUAL 2+0",
                "main.users", "EQUAL 13+0",
                "main.sessions", "EQUAL 60+0",
                "main.messages", "EQUAL 400+0",
                "main.profiles", "EQUAL 20+0",
                "main.semantic_insights", "EQUAL 113+0",
                "main.condensed_summaries", "EQUAL 50+0"));
    try (Connection target = legacy.target()) {
      assertThat(
              SqlitePrint.rows(
                  target,
                  "SELECT count(*) AS n FROM stoic.messages WHERE psych_update = 'null'::jsonb"))
          .isEqualTo(legacy.rows("SELECT count(*) AS n FROM messages WHERE psych_update = 'null'"));
      assertThat(
              SqlitePrint.rows(
                  target,
                  "SELECT count(*) AS n, count(*) FILTER (WHERE confidence = 'Infinity') AS i"
                      + " FROM stoic.semantic_insights WHERE confidence IS NOT NULL"))
          .isEqualTo(
              legacy.rows(
                  "SELECT count(*) AS n, sum(confidence = 9e999) AS i FROM semantic_insights"
                      + " WHERE confidence IS NOT NULL"));
    }
    legacy.abort();
  }
}
