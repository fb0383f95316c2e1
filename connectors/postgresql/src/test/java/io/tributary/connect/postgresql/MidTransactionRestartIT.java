package io.tributary.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Whatever moment the task ends at, each transaction comes as a whole at least once. */
class MidTransactionRestartIT {

  private static final int ROWS = 1_000;

  private final SourceDatabase source = new SourceDatabase();
  private final StoredOffsets offsets = new StoredOffsets();
  private final List<SourceRecord> stream = new ArrayList<>();

  @BeforeEach
  void snapshotIsDone() throws InterruptedException {
    source.execute("CREATE TABLE item (id int PRIMARY KEY, pad text)");
    source.publish("item");
    try (TaskRun run = TaskRun.started(settings(), offsets)) {
      run.until(DebeziumMarker::endsSnapshot);
    }
  }

  @AfterEach
  void drop() {
    source.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 37, 500, 999, 1_001})
  void replaysTheWholeCopyWhenStoppedAfterSomeOfItsRows(int acknowledged) throws Exception {
    // given
    copy(1, ROWS);
    copy(ROWS + 1, 2 * ROWS);
    // when
    stopAfter(acknowledged);
    stopAfter(acknowledged + 3);
    runToEndOf(2 * ROWS);
    // then
    assertThat(wholeTransactions())
        .contains(ids(1, ROWS), ids(ROWS + 1, 2 * ROWS))
        .allSatisfy(rows -> assertThat(rows).hasSize(ROWS));
  }

  @Test
  void replaysATransactionThatWasOpenAtTheBoundary() throws Exception {
    // given: a change of the open transaction begins where the other's commit record ends
    try (Connection open = source.connect();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("INSERT INTO item VALUES (1, 'before the other commit')");
      source.execute("INSERT INTO item VALUES (100, 'the other')");
      statement.execute("INSERT INTO item VALUES (2, 'after the other commit')");
      try (TaskRun run = TaskRun.started(settings(), offsets)) {
        run.until(DebeziumMarker::endsTransaction);
        stream.addAll(run.records());
      }
      open.commit();
    }
    // when
    runToEndOf(2);
    // then
    assertThat(wholeTransactions()).contains(Set.of(100), Set.of(1, 2));
  }

  @Test
  void deliversWhatWasWrittenWhileNoTaskRan() throws Exception {
    copy(1, 10);
    source.execute("INSERT INTO item VALUES (11, NULL)");
    runToEndOf(11);
    assertThat(wholeTransactions()).containsExactly(ids(1, 10), Set.of(11));
  }

  private void stopAfter(int acknowledged) throws Exception {
    try (TaskRun run = TaskRun.started(settings(), offsets)) {
      while (run.records().size() < acknowledged) {
        for (SourceRecord record : run.polled()) {
          if (run.records().size() < acknowledged) {
            run.acknowledge(record);
          }
        }
      }
      run.commit();
      run.polled();
      stream.addAll(run.records());
    }
  }

  private void runToEndOf(int lastId) throws Exception {
    try (TaskRun run = TaskRun.started(settings(), offsets)) {
      run.until(record -> id(record) == lastId);
      if (!DebeziumMarker.endsTransaction(run.records().get(run.records().size() - 1))) {
        run.until(DebeziumMarker::endsTransaction);
      }
      stream.addAll(run.records());
    }
  }

  /** The row ids of each BEGIN … END sequence that nothing interrupts. */
  private List<Set<Integer>> wholeTransactions() {
    List<Set<Integer>> whole = new ArrayList<>();
    Set<Integer> rows = null;
    for (SourceRecord record : stream) {
      JsonNode value = Json.value(record);
      String status = value.path("status").asText();
      if (status.equals("BEGIN")) {
        rows = new TreeSet<>();
      } else if (status.equals("END") && rows != null) {
        assertThat(rows).hasSize(value.path("event_count").asInt());
        whole.add(rows);
        rows = null;
      } else if (id(record) > 0 && rows != null) {
        rows.add(id(record));
      }
    }
    return whole;
  }

  private static int id(SourceRecord record) {
    return Json.value(record).path("after").path("id").asInt(0);
  }

  private static Set<Integer> ids(int first, int last) {
    return IntStream.rangeClosed(first, last).boxed().collect(Collectors.toSet());
  }

  private void copy(int first, int last) throws Exception {
    try (Connection connection = source.connect()) {
      String rows =
          IntStream.rangeClosed(first, last)
              .mapToObj(id -> id + "\tx\n")
              .collect(Collectors.joining());
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY item FROM STDIN", new StringReader(rows));
    }
  }

  private Map<String, String> settings() {
    Map<String, String> settings = source.settings("public\\.item");
    settings.put("max.batch.size", "100");
    settings.put("heartbeat.interval.ms", "0");
    return settings;
  }
}
