package io.tributary.connect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values travel exactly, with their storage class where the column does not lead to expect it. */
class ValuesIT {

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16le", "UTF-16be"})
  void arriveByStorageClass(String encoding) throws Exception {
    try (Source source = new Source("DELETE")) {
      // given
      source.sql(
          "PRAGMA encoding = '"
              + encoding
              + "'; CREATE TABLE v (id INTEGER PRIMARY KEY, i INTEGER, r REAL, n NUMERIC(10,2),"
              + " t VARCHAR(9), b BLOB, d DATETIME);");
      source.start().catchUp();
      // when
      source.sql(
          "INSERT INTO v VALUES (1, 9223372036854775807, 0.1, 1.98, 'é🙂', x'00ff', NULL);"
              + "INSERT INTO v VALUES (2, -9223372036854775808, 9e999, 7, '', x'', '2024-01-02 03:04:05');"
              + "INSERT INTO v VALUES (3, 1.5, -9e999, 'no number', x'41', 5, 20240102);"
              + "INSERT INTO v VALUES (4, 'text', x'01', 1e300, 5, 'text', 1.25);"
              + "INSERT INTO v VALUES (5, NULL, 5e-324, 0.30000000000000004, 'a' || char(0) || 'b', 2.0, NULL);");
      source.catchUp();
      // then
      assertThat(row(source, 1))
          .containsExactly("1", "9223372036854775807", "0.1", "1.98", "é🙂", "\\x00ff", null);
      assertThat(classes(source, 1)).isNull();
      assertThat(row(source, 2))
          .containsExactly(
              "2", "-9223372036854775808", "Infinity", "7", "", "\\x", "2024-01-02 03:04:05");
      assertThat(classes(source, 2)).isEqualTo(Map.of("d", "text"));
      assertThat(row(source, 3))
          .containsExactly("3", "1.5", "-Infinity", "no number", "\\x41", "5", "20240102");
      assertThat(classes(source, 3))
          .isEqualTo(Map.of("i", "real", "n", "text", "t", "blob", "b", "integer"));
      assertThat(row(source, 4))
          .containsExactly("4", "text", "\\x01", "1E+300", "5", "text", "1.25");
      assertThat(classes(source, 4)).isEqualTo(Map.of("i", "text", "r", "blob", "b", "text"));
      assertThat(row(source, 5))
          .containsExactly("5", null, "5E-324", "0.30000000000000004", "\\x610062", "2.0", null);
      assertThat(classes(source, 5)).isEqualTo(Map.of("t", "text-nul", "b", "real"));
    }
  }

  @Test
  void aTextThatIsNoUtf8IsNotMended() throws Exception {
    try (Source source = new Source("WAL")) {
      source.sql(
          "CREATE TABLE v (id INTEGER PRIMARY KEY, t TEXT); INSERT INTO v VALUES (1, CAST(x'41ff42' AS TEXT));");
      source.start().catchUp();
      assertThat(row(source, 1)).containsExactly("1", "\\x41ff42");
      assertThat(classes(source, 1)).isEqualTo(Map.of("t", "text-malformed"));
    }
  }

  @Test
  void keysOfAnyClassAreFoundAgain() throws Exception {
    try (Source source = new Source("WAL")) {
      source
          .sql(
              "CREATE TABLE k (id PRIMARY KEY, v) WITHOUT ROWID; INSERT INTO k VALUES (CAST(x'41ff' AS TEXT),1),"
                  + "('a' || char(0),2),(x'00',3),(9e999,4),(2.5,5),('é',6),(-7,7);")
          .with("max.batch.size", "2");
      source.start().catchUp();
      assertThat(source.replica().rows("k")).hasSize(7);
      source.sql("UPDATE k SET v = v + 10;").catchUp();
      assertThat(source.replica().rows("k"))
          .containsExactlyInAnyOrder(
              "[\\x41ff, 11]",
              "[\\x6100, 12]",
              "[\\x00, 13]",
              "[Infinity, 14]",
              "[2.5, 15]",
              "[é, 16]",
              "[-7, 17]");
      source.sql("DELETE FROM k;").catchUp();
      assertThat(source.replica().rows("k")).isEmpty();
    }
  }

  @Test
  void rowsWithNullInTheirKeyAreSentAgainTogether() throws Exception {
    try (Source source = new Source("WAL")) {
      // given
      source.sql(
          "CREATE TABLE k (id TEXT PRIMARY KEY, v); INSERT INTO k VALUES (NULL,1),(NULL,2),('',3);");
      source.start().catchUp();
      int before = source.records().size();
      // when
      source.sql("DELETE FROM k WHERE v = 1;").catchUp();
      // then
      assertThat(
              source.records().subList(before, source.records().size()).stream()
                  .filter(r -> r.topic().equals("demo.main.k") && r.keySchema() != null)
                  .map(r -> ((Struct) r.value()).getString("op")))
          .containsExactly("d", "u");
    }
  }

  private static Struct last(Source source, int id) {
    return source.records().stream()
        .filter(record -> record.topic().equals("demo.main.v") && record.keySchema() != null)
        .filter(record -> ((Struct) record.key()).getString("id").equals(String.valueOf(id)))
        .map(SourceRecord::value)
        .map(Struct.class::cast)
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private static List<String> row(Source source, int id) {
    Struct after = last(source, id).getStruct("after");
    return after.schema().fields().stream().map(field -> after.getString(field.name())).toList();
  }

  private static Map<String, String> classes(Source source, int id) {
    return last(source, id).getStruct("source").getMap("storage_classes");
  }
}
