package io.tributary.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stream that begins where its slot was made, without a snapshot. */
class StartPositionIT {

  private final SourceDatabase source = new SourceDatabase();
  private final StoredOffsets offsets = new StoredOffsets();

  @BeforeEach
  void createSlot() {
    source.execute("CREATE TABLE item (id int PRIMARY KEY)", "INSERT INTO item VALUES (1), (2)");
    source.publish("item");
    source.execute(
        "SELECT pg_create_logical_replication_slot('" + source.slot() + "', 'pgoutput')");
  }

  @AfterEach
  void drop() {
    source.close();
  }

  @Test
  void beginsAtTheSlotAlsoWhenNothingWasStoredBeforeARestart() throws Exception {
    // given
    Map<String, String> settings = settings();
    source.execute("INSERT INTO item VALUES (3)");
    try (TaskRun run = TaskRun.started(settings, offsets)) {
      boolean streamed = false;
      while (!streamed) {
        streamed = run.polled().stream().anyMatch(DebeziumMarker::endsTransaction);
      }
    }
    source.execute("INSERT INTO item VALUES (4)");

    // when
    try (TaskRun run = TaskRun.started(settings, offsets)) {
      run.until(record -> DebeziumMarker.endsTransaction(record) && streamed(run) == 2);

      // then
      List<SourceRecord> records = run.records();
      assertThat(records).filteredOn(r -> op(r).equals("r")).isEmpty();
    }
    assertThat(new StoredOffset(offsets.only()).position())
        .isGreaterThan(Long.parseLong(settings.get(StartPosition.SETTING)));
  }

  @Test
  void beginsAtTheSlotWhenAnEarlierConnectorOfThisNameLeftAnOffset() throws Exception {
    // given
    Map<String, String> earlier = settings();
    source.execute("INSERT INTO item VALUES (3)");
    try (TaskRun run = TaskRun.started(earlier, offsets)) {
      run.until(DebeziumMarker::endsTransaction);
    }
    source.execute(
        "SELECT pg_drop_replication_slot('" + source.slot() + "')",
        "INSERT INTO item VALUES (4)",
        "SELECT pg_create_logical_replication_slot('" + source.slot() + "', 'pgoutput')");

    // when
    Map<String, String> anew = settings();
    source.execute("INSERT INTO item VALUES (5)");
    try (TaskRun run = TaskRun.started(anew, offsets)) {
      run.until(DebeziumMarker::endsTransaction);

      // then
      assertThat(streamed(run)).isEqualTo(1);
    }
    offsets.change(StoredOffset.SYSTEM_ID, "7000000000000000000/5");
    refuses(anew, "TRB-CAPTURE-OTHER-DATABASE: ");
  }

  @Test
  void stopsWhenTheSlotBeginsLaterOrIsGone() {
    // given
    Map<String, String> settings = settings();
    source.execute(
        "SELECT pg_drop_replication_slot('" + source.slot() + "')",
        "INSERT INTO item VALUES (3)",
        "SELECT pg_create_logical_replication_slot('" + source.slot() + "', 'pgoutput')");

    // when, then
    refuses(settings, "TRB-CAPTURE-SLOT-RECREATED: ");
    source.execute("SELECT pg_drop_replication_slot('" + source.slot() + "')");
    refuses(settings, "TRB-CAPTURE-SLOT-MISSING: ");
  }

  private static long streamed(TaskRun run) {
    return run.records().stream().filter(record -> op(record).equals("c")).count();
  }

  private void refuses(Map<String, String> settings, String code) {
    assertThatThrownBy(() -> TaskRun.started(settings, offsets).close())
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith(code);
  }

  private Map<String, String> settings() {
    Map<String, String> settings = source.settings("public\\.item");
    settings.put("snapshot.mode", "no_data");
    settings.put(
        StartPosition.SETTING,
        source
            .query(
                "SELECT confirmed_flush_lsn - '0/0' FROM pg_replication_slots WHERE slot_name = '"
                    + source.slot()
                    + "'")
            .get(0));
    return settings;
  }

  private static String op(SourceRecord record) {
    return Json.value(record).path("op").asText();
  }
}
