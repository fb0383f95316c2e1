package io.tributary.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sources without tables, without writes, and with names and tables that need care. */
class AwkwardSourcesIT {

  private final SourceDatabase source = new SourceDatabase();
  private final StoredOffsets offsets = new StoredOffsets();

  @AfterEach
  void drop() {
    source.close();
  }

  @Test
  void anEmptySourceStartsCompletesAndCarriesTheFenceToken() throws Exception {
    // given
    source.execute("CREATE TABLE not_published (id int)", "INSERT INTO not_published VALUES (1)");
    source.publish();
    // when
    try (TaskRun run = TaskRun.started(source.settings("(?!)"), offsets)) {
      List<SourceRecord> snapshot = List.copyOf(run.until(DebeziumMarker::endsSnapshot));
      source.execute("SELECT pg_logical_emit_message(true, 'tributary.fence', 'token')");
      run.until(DebeziumMarker::endsTransaction);
      // then
      assertThat(snapshot)
          .filteredOn(r -> Json.value(r).path("type").asText().equals("STARTED"))
          .hasSize(1);
      assertThat(run.records()).filteredOn(r -> op(r).equals("r")).isEmpty();
      assertThat(run.records()).filteredOn(r -> op(r).equals("m")).hasSize(1);
    }
  }

  @Test
  void aHeartbeatQueryLetsAnIdleSourceReleaseItsWal() throws Exception {
    // given
    source.publish();
    Map<String, String> settings = source.settings("(?!)");
    settings.put("heartbeat.interval.ms", "100");
    settings.put(
        "heartbeat.action.query",
        "SELECT pg_logical_emit_message(false, 'tributary.heartbeat', '')");
    try (TaskRun run = TaskRun.started(settings, offsets)) {
      run.until(DebeziumMarker::endsSnapshot);
      String before = confirmed();
      // when
      for (int beats = 0; confirmed().equals(before); beats++) {
        assertThat(beats).as("heartbeats without effect").isLessThan(50);
        run.until(r -> op(r).equals("m"));
      }
    }
  }

  @Test
  void namesAndTablesThatNeedCareArriveAsTheyAre() throws Exception {
    // given
    source.execute(
        "CREATE SCHEMA \"My Schema\"",
        "CREATE TABLE \"My Schema\".\"Select.From\" (\"Some \"\"Id\"\"\" int PRIMARY KEY, \"über\" text)",
        "INSERT INTO \"My Schema\".\"Select.From\" VALUES (1, 'a')",
        """
        CREATE TABLE derived (
          id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int,
          twice int GENERATED ALWAYS AS (a * 2) STORED)""",
        "INSERT INTO derived (a) VALUES (4)",
        "CREATE TABLE measure (at date, v int) PARTITION BY RANGE (at)",
        "CREATE TABLE measure_2026 PARTITION OF measure FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
        "INSERT INTO measure VALUES ('2026-02-03', 1)");
    source.publish("\"My Schema\".\"Select.From\"", "derived", "measure_2026");
    Map<String, String> settings =
        source.settings("My Schema\\.Select\\.From,public\\.derived,public\\.measure_2026");
    try (TaskRun run = TaskRun.started(settings, offsets)) {
      run.until(DebeziumMarker::endsSnapshot);
      // when
      source.inTransaction(
          "INSERT INTO \"My Schema\".\"Select.From\" VALUES (2, 'b')",
          "INSERT INTO derived (a) VALUES (5)",
          "INSERT INTO measure VALUES ('2026-02-04', 2)");
      run.until(DebeziumMarker::endsTransaction);
      // then
      assertThat(rows(run, "Select.From"))
          .extracting(row -> row.path("Some \"Id\"").asText() + row.path("über").asText())
          .containsExactlyInAnyOrder("1a", "2b");
      assertThat(rows(run, "derived")).extracting(row -> row.path("a").asText()).contains("4", "5");
      assertThat(rows(run, "measure_2026")).hasSize(2);
    }
  }

  private static List<JsonNode> rows(TaskRun run, String table) {
    return run.records().stream()
        .map(Json::value)
        .filter(value -> value.at("/source/table").asText().equals(table))
        .map(value -> value.path("after"))
        .toList();
  }

  private String confirmed() {
    return source
        .query(
            "SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE slot_name = '"
                + source.slot()
                + "'")
        .get(0);
  }

  private static String op(SourceRecord record) {
    return Json.value(record).path("op").asText();
  }
}
