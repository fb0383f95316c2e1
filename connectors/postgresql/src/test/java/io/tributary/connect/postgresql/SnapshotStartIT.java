package io.tributary.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A snapshot begins where its own slot begins, and counts when its readers know that it ended. */
class SnapshotStartIT {

  private final SourceDatabase source = new SourceDatabase();
  private final StoredOffsets offsets = new StoredOffsets();

  @BeforeEach
  void createTable() {
    source.execute("CREATE TABLE item (id int PRIMARY KEY)", "INSERT INTO item VALUES (1), (2)");
    source.publish("item");
  }

  @AfterEach
  void drop() {
    source.close();
  }

  @Test
  void takesTheSnapshotUnderANewSlotWhenAnOldOneIsInTheWay() throws Exception {
    // given
    source.execute(
        "SELECT pg_create_logical_replication_slot('" + source.slot() + "', 'pgoutput')",
        "INSERT INTO item VALUES (7)");
    // when
    try (TaskRun run = started()) {
      run.until(DebeziumMarker::endsSnapshot);
      source.execute("INSERT INTO item VALUES (8)");
      run.until(DebeziumMarker::endsTransaction);
      // then: 7 came by the snapshot only
      assertThat(run.records()).filteredOn(r -> op(r).equals("r")).hasSize(3);
      assertThat(run.records()).filteredOn(r -> op(r).equals("c")).hasSize(1);
    }
  }

  @Test
  void repeatsTheSnapshotWhenStoppedBeforeItsCompletedNotification() throws Exception {
    // given: everything acknowledged but the notification
    try (TaskRun run = started()) {
      boolean ended = false;
      while (!ended) {
        for (SourceRecord record : run.polled()) {
          ended |= DebeziumMarker.endsSnapshot(record);
          if (!ended) {
            run.acknowledge(record);
          }
        }
      }
      assertThat(run.records()).filteredOn(r -> op(r).equals("r")).hasSize(2);
    }
    // when
    try (TaskRun run = started()) {
      // then
      List<SourceRecord> again = run.until(DebeziumMarker::endsSnapshot);
      assertThat(again).filteredOn(r -> op(r).equals("r")).hasSize(2);
    }
  }

  @Test
  void neverStoresAnEmptyOffset() throws Exception {
    try (TaskRun run = started()) {
      run.until(DebeziumMarker::endsSnapshot);
      assertThat(run.records())
          .extracting(SourceRecord::sourceOffset)
          .allSatisfy(offset -> assertThat(offset == null || offset.containsKey("lsn")).isTrue());
    }
  }

  private TaskRun started() {
    return TaskRun.started(source.settings("public\\.item"), offsets);
  }

  private static String op(SourceRecord record) {
    return Json.value(record).path("op").asText();
  }
}
