package io.tributary.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each change of a table's definition is in the stream, before the first row that it affects. */
class TableShapesIT {

  private static final SourceDatabase SOURCE = new SourceDatabase();
  private static List<String> stream;

  @BeforeAll
  static void changeATableInEveryWay() throws Exception {
    SOURCE.execute(
        "CREATE TYPE mood AS ENUM ('glad')",
        "CREATE TABLE t (id int PRIMARY KEY, price numeric(10,2), tag varchar(3), m mood[])",
        "INSERT INTO t VALUES (0)");
    SOURCE.publish("t");
    Map<String, String> settings = SOURCE.settings("public\\.t");
    try (TaskRun run = TaskRun.started(settings, new StoredOffsets())) {
      run.until(DebeziumMarker::endsSnapshot);
      SOURCE.execute("INSERT INTO t VALUES (1)", "ANALYZE t", "INSERT INTO t VALUES (2)");
      SOURCE.execute("ALTER TABLE t ALTER price TYPE numeric(12,4)");
      SOURCE.inTransaction(
          "INSERT INTO t VALUES (3)",
          "ALTER TABLE t ADD extra int DEFAULT 7",
          "INSERT INTO t VALUES (4)",
          "ALTER TABLE t RENAME tag TO label",
          "INSERT INTO t VALUES (5)");
      SOURCE.execute("ALTER TABLE t DROP label", "TRUNCATE t", "INSERT INTO t VALUES (6)");
      run.until(record -> Json.value(record).at("/after/id").asText().equals("6"));
      SOURCE.execute(
          "ALTER TABLE t DROP CONSTRAINT t_pkey, ADD PRIMARY KEY (id, extra)",
          "INSERT INTO t VALUES (7)");
      run.until(record -> Json.value(record).at("/after/id").asText().equals("7"));
      stream = told(run.records());
    }
  }

  @AfterAll
  static void drop() {
    SOURCE.close();
  }

  @Test
  void describesTheTableBeforeItsFirstStreamedRow() {
    assertThat(before("1"))
        .startsWith("[id] id:int4:-1 price:numeric:655366 tag:varchar:7 m:_mood:-1");
    assertThat(stream.indexOf("0")).isZero();
  }

  @Test
  void tellsAnotherModifierOfTheSameType() {
    assertThat(before("3")).contains("price:numeric:786440");
  }

  @Test
  void tellsChangesInTheMiddleOfATransaction() {
    assertThat(before("4")).contains("tag:varchar").contains("extra:int4");
    assertThat(before("5")).contains("label:varchar").doesNotContain("tag:");
  }

  @Test
  void tellsItAlsoBeforeATruncateWhereTheKeyIsNotKnown() {
    assertThat(before("truncate")).startsWith("? ").doesNotContain("label");
    assertThat(before("6")).startsWith("[id] ").doesNotContain("label");
  }

  @Test
  void tellsAnotherKey() {
    assertThat(before("7")).startsWith("[id, extra] ");
  }

  /** The last shape before a row. */
  private static String before(String row) {
    List<String> earlier = stream.subList(0, stream.indexOf(row));
    return earlier.stream().filter(s -> s.contains(":")).reduce((a, b) -> b).orElseThrow();
  }

  private static List<String> told(List<SourceRecord> records) {
    List<String> told = new ArrayList<>();
    for (SourceRecord record : records) {
      JsonNode value = Json.value(record);
      if (value.has("shape")) {
        told.add(shape(value.path("shape")));
      } else if (value.path("op").asText().equals("t")) {
        told.add("truncate");
      } else if (value.path("after").has("id")) {
        told.add(value.at("/after/id").asText());
      }
    }
    return told;
  }

  private static String shape(JsonNode shape) {
    StringBuilder told = new StringBuilder();
    List<String> key = new ArrayList<>();
    shape.path("key").forEach(column -> key.add(column.asText()));
    told.append(shape.has("key") ? key.toString() : "?");
    for (JsonNode column : shape.path("columns")) {
      String type =
          SOURCE
              .query("SELECT typname FROM pg_type WHERE oid = " + column.path("type").asLong())
              .get(0);
      told.append(' ')
          .append(
              column.path("name").asText() + ":" + type + ":" + column.path("modifier").asInt());
    }
    return told.toString();
  }
}
