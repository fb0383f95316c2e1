package io.tributary.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The form of every kind of record, as docs/connector-postgresql.md shows it. The records are
 * written to target/sample-records.jsonl.
 */
class RecordFormsIT {

  private static final SourceDatabase SOURCE = new SourceDatabase();
  private static List<JsonNode> records;

  @BeforeAll
  static void oneOfEach() throws Exception {
    SOURCE.execute(
        """
        CREATE TABLE customer (
          id int PRIMARY KEY, name text NOT NULL DEFAULT 'nobody', balance numeric DEFAULT 7,
          note text DEFAULT '', big text)""",
        "ALTER TABLE customer ALTER big SET STORAGE EXTERNAL",
        "CREATE TABLE log (at timestamp, line text)",
        "ALTER TABLE log REPLICA IDENTITY FULL",
        "INSERT INTO customer VALUES (1, 'Ada', 12.50, '', 'x'), (2, 'Bob', NULL, NULL, NULL)");
    SOURCE.publish("customer", "log");
    Map<String, String> settings = SOURCE.settings("public\\.customer,public\\.log");
    try (TaskRun run = TaskRun.started(settings, new StoredOffsets())) {
      run.until(DebeziumMarker::endsSnapshot);
      SOURCE.inTransaction(
          "INSERT INTO customer VALUES (3, 'Cyd', NULL, '', repeat('y', 3000))",
          "UPDATE customer SET name = 'Cydonia' WHERE id = 3",
          "UPDATE customer SET id = 30 WHERE id = 3",
          "DELETE FROM customer WHERE id = 30",
          "INSERT INTO log VALUES ('0044-03-15 12:00:00 BC', 'ides')",
          "SELECT pg_logical_emit_message(true, 'tributary.fence', 'token ä')");
      SOURCE.execute("TRUNCATE customer, log");
      run.until(record -> Json.value(record).path("op").asText().equals("t"));
      run.until(record -> record.topic().startsWith("__debezium-heartbeat"));
      records = run.records().stream().map(r -> (JsonNode) Json.whole(kind(r), r)).toList();
    }
    write();
  }

  private static void write() throws IOException {
    Files.write(
        Path.of("target/sample-records.jsonl"), records.stream().map(JsonNode::toString).toList());
  }

  @AfterAll
  static void drop() {
    SOURCE.close();
  }

  @Test
  void framesTheSnapshotByStartedAndCompleted() {
    List<String> kinds = records.stream().map(r -> r.path("kind").asText()).toList();
    assertThat(kinds.get(0)).isEqualTo("notification STARTED");
    assertThat(kinds.indexOf("notification COMPLETED"))
        .isGreaterThan(kinds.lastIndexOf("snapshot row"))
        .isLessThan(kinds.indexOf("BEGIN"));
  }

  @Test
  void framesATransactionByBeginAndEnd() {
    // Heartbeats follow the clock and can come in between.
    List<String> kinds =
        records.stream()
            .map(r -> r.path("kind").asText())
            .filter(kind -> !kind.equals("heartbeat"))
            .toList();
    assertThat(kinds.subList(kinds.indexOf("BEGIN"), kinds.indexOf("END") + 1))
        .containsExactly(
            "BEGIN", "shape", "insert", "update", "delete", "insert", "delete", "shape", "insert",
            "message", "END");
    assertThat(first("END").at("/value/event_count").asInt()).isEqualTo(7);
    assertThat(first("insert").at("/value/transaction/id").asText())
        .startsWith(first("BEGIN").at("/value/id").asText().split(":")[0] + ":");
  }

  @Test
  void keepsNullApartFromTheColumnDefaultAndFromEmpty() {
    assertThat(first("insert").at("/value/after/balance").isNull()).isTrue();
    assertThat(first("insert").at("/value/after/note").textValue()).isEmpty();
    JsonNode bob = all("snapshot row").get(1).at("/value/after");
    assertThat(bob.path("note").isNull() && bob.path("balance").isNull()).isTrue();
    assertThat(all("snapshot row").get(0).at("/value/after/note").textValue()).isEmpty();
  }

  @Test
  void marksAnUnchangedToastedValue() {
    assertThat(first("update").at("/value/after/big").textValue())
        .isEqualTo(LiteralConverter.UNCHANGED);
    assertThat(first("update").at("/value/before").isNull()).isTrue();
  }

  @Test
  void writesAChangedKeyAsDeleteAndInsertThatNameEachOther() {
    assertThat(first("delete").at("/key/id").textValue()).isEqualTo("3");
    assertThat(first("delete").at("/headers/__debezium.newkey/id").textValue()).isEqualTo("30");
    assertThat(all("insert").get(1).at("/headers/__debezium.oldkey/id").textValue()).isEqualTo("3");
    assertThat(all("insert").get(1).at("/value/after/big").textValue())
        .isEqualTo(LiteralConverter.UNCHANGED);
  }

  @Test
  void writesALogicalMessageAsBase64() {
    JsonNode message = first("message").at("/value/message");
    assertThat(message.path("prefix").textValue()).isEqualTo("tributary.fence");
    byte[] content = Base64.getDecoder().decode(message.path("content").textValue());
    assertThat(new String(content, StandardCharsets.UTF_8)).isEqualTo("token ä");
  }

  @Test
  void describesATableBeforeItsFirstRow() {
    JsonNode shape = first("shape").at("/value/shape");
    assertThat(shape.path("schema").asText() + "." + shape.path("table").asText())
        .isEqualTo("public.customer");
    assertThat(shape.path("key")).extracting(JsonNode::asText).containsExactly("id");
    assertThat(shape.path("columns"))
        .extracting(JsonNode::toString)
        .contains(
            "{\"name\":\"id\",\"type\":23,\"modifier\":-1}",
            "{\"name\":\"balance\",\"type\":1700,\"modifier\":-1}");
  }

  @Test
  void writesOneTruncateForEachTable() {
    assertThat(all("truncate"))
        .extracting(r -> r.at("/value/source/table").asText())
        .containsExactly("customer", "log");
    assertThat(first("truncate").path("key").isNull()).isTrue();
  }

  @Test
  void carriesNoHeadersButTheKeysThatChanged() {
    assertThat(first("update").path("headers")).isEmpty();
    assertThat(first("delete").path("headers")).hasSize(1);
  }

  private static JsonNode first(String kind) {
    return all(kind).get(0);
  }

  private static List<JsonNode> all(String kind) {
    return records.stream().filter(r -> r.path("kind").asText().equals(kind)).toList();
  }

  private static String kind(SourceRecord record) {
    JsonNode value = Json.value(record);
    if (value.has("aggregate_type")) {
      return "notification " + value.path("type").asText();
    }
    if (value.has("shape")) {
      return "shape";
    }
    if (value.has("status")) {
      return value.path("status").asText();
    }
    return switch (value.path("op").asText()) {
      case "r" -> "snapshot row";
      case "c" -> "insert";
      case "u" -> "update";
      case "d" -> "delete";
      case "t" -> "truncate";
      case "m" -> "message";
      default -> "heartbeat";
    };
  }
}
