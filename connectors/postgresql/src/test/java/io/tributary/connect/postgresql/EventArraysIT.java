package io.tributary.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Arrays of events, compared with the same part of the stream in single records. */
class EventArraysIT {

  private static final int BYTES = 2_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EventConverter CONVERTER = new EventConverter();
  private static final SourceDatabase SOURCE = new SourceDatabase();

  private static List<SourceRecord> single;
  private static List<SourceRecord> arrays;

  @BeforeAll
  static void readTheSameStreamTwice() throws Exception {
    CONVERTER.configure(Map.of("schemas.enable", "false"), false);
    SOURCE.execute(
        "CREATE TABLE item (id int PRIMARY KEY, note text, big text)",
        "ALTER TABLE item ALTER big SET STORAGE EXTERNAL",
        "CREATE TABLE log (line text)",
        "ALTER TABLE log REPLICA IDENTITY FULL",
        "INSERT INTO item VALUES (0, 'of the snapshot', NULL)");
    SOURCE.publish("item", "log");
    StoredOffsets offsets = new StoredOffsets();
    try (TaskRun run = TaskRun.started(settings(0), offsets)) {
      run.until(DebeziumMarker::endsSnapshot);
    }
    write();
    single = read(settings(0), offsets);
    arrays = read(settings(BYTES), offsets);
  }

  private static void write() throws Exception {
    for (int i = 1; i <= 40; i++) {
      SOURCE.execute("INSERT INTO item VALUES (" + i + ", '\"\\\u00e4\u0001\ud83d\ude00', '')");
    }
    SOURCE.execute("UPDATE item SET note = repeat('many in one transaction', 3) WHERE id < 40");
    SOURCE.inTransaction(
        "INSERT INTO item VALUES (100, 'before the large one', NULL)",
        "INSERT INTO item VALUES (101, NULL, repeat('x', " + 2 * BYTES + "))",
        "UPDATE item SET note = 'its big value is not sent' WHERE id = 101",
        "UPDATE item SET id = 1000 WHERE id = 100",
        "INSERT INTO log VALUES ('behind the changed key')");
    SOURCE.inTransaction(
        "DELETE FROM item WHERE id = 1", "SELECT pg_logical_emit_message(true, 'p', 'token ä')");
    SOURCE.execute("DELETE FROM log", "TRUNCATE log");
    SOURCE.execute("INSERT INTO item VALUES (9999, 'last', NULL)");
  }

  private static List<SourceRecord> read(Map<String, String> settings, StoredOffsets offsets)
      throws InterruptedException {
    List<SourceRecord> read = new ArrayList<>();
    try (TaskRun run = TaskRun.started(settings, offsets)) {
      // Nothing is acknowledged, so that the next run reads the same.
      while (read.stream().noneMatch(EventArraysIT::endsLast)) {
        read.addAll(run.polled());
      }
    }
    return read;
  }

  private static boolean endsLast(SourceRecord record) {
    return events(record).stream().anyMatch(event -> event.at("/after/id").asText().equals("9999"));
  }

  private static Map<String, String> settings(int bytes) {
    Map<String, String> settings = SOURCE.settings("public\\.item,public\\.log");
    settings.put(EventArrays.SETTING, String.valueOf(bytes));
    return settings;
  }

  @AfterAll
  static void drop() {
    SOURCE.close();
  }

  @Test
  void holdTheEventsOfSingleRecordsInTheirOrder() {
    // given
    List<JsonNode> expected = new ArrayList<>();
    single.stream()
        .filter(EventArraysIT::ofTheStream)
        .map(EventArraysIT::lean)
        .forEach(expected::add);

    // when
    List<JsonNode> found =
        arrays.stream()
            .filter(EventArraysIT::ofTheStream)
            .flatMap(
                record ->
                    isArray(record) ? events(record).stream() : List.of(lean(record)).stream())
            .toList();

    // then
    int until = Math.min(expected.size(), found.size());
    assertThat(until).isGreaterThan(150);
    assertThat(found.subList(0, until)).isEqualTo(expected.subList(0, until));
  }

  @Test
  void areFewAndNotMuchLargerThanSaid() {
    List<SourceRecord> packed = arrays.stream().filter(EventArraysIT::isArray).toList();
    assertThat(packed).hasSizeBetween(5, 60);
    assertThat(packed)
        .allSatisfy(record -> assertThat((byte[]) record.value()).hasSizeLessThan(2 * BYTES));
  }

  @Test
  void beginWithATransactionOrEndWithTheOneInWhichTheyBegin() {
    int inside = 0;
    for (SourceRecord record : arrays.stream().filter(EventArraysIT::isArray).toList()) {
      List<JsonNode> events = events(record);
      if (!status(events.get(0)).equals("BEGIN")) {
        inside++;
        assertThat(events.subList(0, events.size() - 1))
            .noneMatch(event -> status(event).equals("END"));
      }
    }
    assertThat(inside).isPositive();
  }

  @Test
  void endWithATransactionThatHasAMessage() {
    SourceRecord record =
        arrays.stream()
            .filter(r -> events(r).stream().anyMatch(event -> op(event).equals("m")))
            .findFirst()
            .orElseThrow();
    List<JsonNode> events = events(record);
    assertThat(isArray(record)).isTrue();
    assertThat(status(events.get(events.size() - 1))).isEqualTo("END");
    assertThat(events.stream().filter(event -> status(event).equals("END"))).hasSize(1);
  }

  @Test
  void leaveLargeRowsAndChangedKeysByThemselves() {
    assertThat(arrays)
        .filteredOn(record -> events(record).stream().anyMatch(e -> e.toString().length() > BYTES))
        .singleElement()
        .satisfies(record -> assertThat(isArray(record)).isFalse());
    assertThat(arrays).filteredOn(record -> !record.headers().isEmpty()).hasSize(2);
  }

  @Test
  void carryTheOffsetOfTheirLastTransactionThatEnded() {
    Map<String, ?> before = null;
    for (SourceRecord record : arrays.stream().filter(EventArraysIT::isArray).toList()) {
      JsonNode end =
          events(record).stream()
              .filter(event -> status(event).equals("END"))
              .reduce((first, second) -> second)
              .orElse(null);
      if (end == null && before != null) {
        assertThat(record.sourceOffset()).isEqualTo(before);
      } else if (end != null) {
        assertThat(String.valueOf(record.sourceOffset().get("lsn_commit")))
            .isEqualTo(end.get("id").asText().split(":")[1]);
      }
      before = record.sourceOffset();
    }
  }

  /** Heartbeats follow the clock. */
  private static boolean ofTheStream(SourceRecord record) {
    return !record.topic().startsWith("__debezium-heartbeat")
        && events(record).stream().noneMatch(event -> event.has("aggregate_type"));
  }

  private static boolean isArray(SourceRecord record) {
    return EventArrays.SCHEMA.equals(record.valueSchema());
  }

  private static List<JsonNode> events(SourceRecord record) {
    byte[] bytes = CONVERTER.fromConnectData("any", record.valueSchema(), record.value());
    try {
      JsonNode value = JSON.readTree(bytes);
      List<JsonNode> events = new ArrayList<>();
      if (value.isArray()) {
        value.forEach(events::add);
      } else {
        events.add(value);
      }
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an array has of the event that this record holds. */
  private static JsonNode lean(SourceRecord record) {
    ObjectNode event = (ObjectNode) events(record).get(0);
    if (event.has("op")) {
      event.remove(List.of("ts_ms", "ts_us", "ts_ns"));
      ((ObjectNode) event.get("source")).retain("lsn", "ts_ms", "schema", "table");
      if (event.get("transaction").isObject()) {
        ((ObjectNode) event.get("transaction")).retain("id", "total_order");
      }
      for (String side : List.of("before", "after", "transaction")) {
        if (event.path(side).isNull()) {
          event.remove(side);
        }
      }
      JsonNode key = Json.key(record);
      if (event.path("op").asText().matches("[cud]") && !key.isNull()) {
        event.set("key", key);
      }
    } else if (event.has("status")) {
      event.retain("status", "id", "ts_ms", "event_count");
      if (event.path("event_count").isNull()) {
        event.remove("event_count");
      }
    }
    return event;
  }

  private static String status(JsonNode event) {
    return event.path("status").asText();
  }

  private static String op(JsonNode event) {
    return event.path("op").asText();
  }
}
