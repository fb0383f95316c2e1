package io.tributary.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A slot that does not continue the stored offset stops the task; a snapshot gets a new slot. */
class SlotGuardIT {

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
  void goesOnFromItsOwnOffsets() throws Exception {
    streamOneRow();
    source.execute("INSERT INTO item VALUES (4)");
    try (TaskRun run = started()) {
      List<SourceRecord> records = run.until(DebeziumMarker::endsTransaction);
      assertThat(records).filteredOn(r -> op(r).equals("r")).isEmpty();
      assertThat(records).filteredOn(r -> op(r).equals("c")).hasSize(1);
    }
  }

  @Test
  void confirmsToTheSlotNoMoreThanConnectStored() throws Exception {
    streamOneRow();
    assertThat(confirmed()).isPositive().isLessThanOrEqualTo(stored().position());
  }

  @Test
  void stopsWhenTheSlotIsMissing() throws Exception {
    streamOneRow();
    source.execute("SELECT pg_drop_replication_slot('" + source.slot() + "')");
    refuses("TRB-CAPTURE-SLOT-MISSING: ");
    assertThat(source.query("SELECT slot_name FROM pg_replication_slots"))
        .doesNotContain(source.slot());
  }

  @Test
  void stopsWhenTheServerRemovedTheWalOfTheSlot() throws Exception {
    PostgresServer server = PostgresFixture.fresh(Map.of("max_slot_wal_keep_size", "1MB"));
    try (SourceDatabase small = new SourceDatabase(server)) {
      small.execute("CREATE TABLE item (id int PRIMARY KEY)");
      small.publish("item");
      try (TaskRun run = TaskRun.started(small.settings("public\\.item"), offsets)) {
        run.until(DebeziumMarker::endsSnapshot);
      }
      for (int segment = 0; segment < 4; segment++) {
        small.execute("INSERT INTO item VALUES (" + segment + ")", "SELECT pg_switch_wal()");
      }
      small.execute("CHECKPOINT");
      assertThatThrownBy(() -> TaskRun.started(small.settings("public\\.item"), offsets).close())
          .isInstanceOf(ConnectException.class)
          .hasMessageStartingWith("TRB-CAPTURE-SLOT-LOST: ");
    } finally {
      server.stop();
    }
  }

  @Test
  void stopsWhenTheSlotWasRecreated() throws Exception {
    streamOneRow();
    source.execute(
        "SELECT pg_drop_replication_slot('" + source.slot() + "')",
        "INSERT INTO item VALUES (5)",
        "SELECT pg_create_logical_replication_slot('" + source.slot() + "', 'pgoutput')");
    refuses("TRB-CAPTURE-SLOT-RECREATED: ");
  }

  @Test
  void stopsWhenTheOffsetBelongsToAnotherDatabase() throws Exception {
    streamOneRow();
    offsets.change(StoredOffset.SYSTEM_ID, "7000000000000000000/5");
    refuses("TRB-CAPTURE-OTHER-DATABASE: ");
  }

  @Test
  void stopsWhenTheStoredOffsetIsEmpty() {
    offsets.put(Map.of("server", "demo"), Map.of());
    refuses("TRB-CAPTURE-OFFSET-UNUSABLE: ");
  }

  @Test
  void refusesToDropTheSlotOfAnotherDatabase() {
    try (SourceDatabase other = new SourceDatabase()) {
      other.execute(
          "SELECT pg_create_logical_replication_slot('" + source.slot() + "', 'pgoutput')");
      refuses("TRB-CAPTURE-SLOT-FOREIGN: ");
      other.execute("SELECT pg_drop_replication_slot('" + source.slot() + "')");
    }
  }

  @Test
  void stopsWhenTheServerRefusesTheRole() {
    Map<String, String> settings = source.settings("public\\.item");
    settings.put("database.user", "nobody_such");
    assertThatThrownBy(() -> TaskRun.started(settings, offsets).close())
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageStartingWith("TRB-CAPTURE-SOURCE-REFUSED: ");
  }

  @Test
  void worksForAnOrdinaryRoleThatMayReplicate() throws Exception {
    String role = "reader_" + source.name();
    source.execute(
        "CREATE ROLE " + role + " LOGIN REPLICATION PASSWORD 'only-for-tests'",
        "GRANT SELECT ON item TO " + role);
    Map<String, String> settings = source.settings("public\\.item");
    settings.put("database.user", role);
    settings.put("database.password", "only-for-tests");
    try (TaskRun run = TaskRun.started(settings, offsets)) {
      assertThat(run.until(DebeziumMarker::endsSnapshot))
          .filteredOn(r -> op(r).equals("r"))
          .hasSize(2);
    }
    source.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
  }

  @Test
  void stopsWithACodeWhenTheSlotVanishesWhileStreaming() throws Exception {
    try (TaskRun run = started()) {
      run.until(DebeziumMarker::endsSnapshot);
      source.execute("INSERT INTO item VALUES (3)");
      run.until(DebeziumMarker::endsTransaction);
      // when: the connection breaks and the slot is gone before Debezium retries
      try (Connection connection = source.connect();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots WHERE slot_name = '"
                + source.slot()
                + "'");
        statement.execute("SELECT pg_drop_replication_slot('" + source.slot() + "')");
      }
      // then
      assertThatThrownBy(() -> run.until(record -> false))
          .isInstanceOf(ConnectException.class)
          .hasMessageStartingWith("TRB-CAPTURE-SLOT-MISSING: ");
    }
  }

  private void streamOneRow() throws Exception {
    try (TaskRun run = started()) {
      run.until(DebeziumMarker::endsSnapshot);
      source.execute("INSERT INTO item VALUES (3)");
      run.until(DebeziumMarker::endsTransaction);
      run.commit();
      run.polled();
    }
  }

  private void refuses(String code) {
    assertThatThrownBy(() -> started().close())
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(RetriableException.class)
        .hasMessageStartingWith(code);
  }

  private TaskRun started() {
    Map<String, String> settings = source.settings("public\\.item");
    settings.put("retriable.restart.connector.wait.ms", "200");
    return TaskRun.started(settings, offsets);
  }

  private StoredOffset stored() {
    return new StoredOffset(offsets.only());
  }

  private long confirmed() {
    return Long.parseLong(
        source
            .query(
                "SELECT confirmed_flush_lsn - '0/0' FROM pg_replication_slots WHERE slot_name = '"
                    + source.slot()
                    + "'")
            .get(0));
  }

  private static String op(SourceRecord record) {
    return Json.value(record).path("op").asText();
  }
}
