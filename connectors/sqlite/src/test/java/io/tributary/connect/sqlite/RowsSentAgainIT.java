package io.tributary.connect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.files.sqlite.fence.SqliteFence;
import io.tributary.fixture.VectorLibrary;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stream says of rows that nobody need have changed. */
class RowsSentAgainIT {
  private static final List<String> NAMES = List.of("t", "loose");
  private static final List<String> VECTORS = List.of("v");

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void areMarkedWhereTheFileIsOpen(String journal) throws Exception {
    try (Source source = new Source(journal)) {
      // given
      source
          .sql(
              "CREATE TABLE t (id INTEGER PRIMARY KEY); CREATE TABLE loose (v);"
                  + " INSERT INTO loose VALUES ('a');")
          .start()
          .catchUp();

      // then what somebody writes is not, and what is read again is
      assertThat(sent(source, "INSERT INTO t VALUES (1);")).containsExactly("u t");
      assertThat(sent(source, "VACUUM;")).containsExactly("t loose again", "c loose again");

      // when
      SqliteFence fence = new SqliteFence(source.file(), 5_000);
      fence.raise(NAMES, "p", "token", "raised", "moved");
      source.catchUp();

      // then it may be what somebody has written past the fence
      assertThat(sent(source, "VACUUM;")).containsExactly("t loose", "c loose");

      // when it is noticed while the fence stands, and read when that is gone, before its mark
      source.sql("VACUUM;");
      assertThat(source.poll()).isEmpty();
      source.stop();
      fence.lift(NAMES, "p", (token, whole) -> "lifted");
      int before = source.records().size();
      source.start().catchUp();

      // then
      assertThat(rows(source, before)).containsExactly("t loose again", "c loose again");
      assertThat(source.replica().messages()).containsExactly("p=raised", "p=lifted");
    }
  }

  @Test
  void areMarkedOfVectorsOfWhichAStartedTaskKnowsNothing() throws Exception {
    Path library = VectorLibrary.require();
    try (Source source = new Source("WAL").with("vector.comparison.interval.ms", "50")) {
      // given
      SqliteFence fence = new SqliteFence(source.file(), 5_000);
      try (Connection module = VectorModule.open(library, source.file());
          Statement statement = module.createStatement()) {
        statement.execute("CREATE TABLE other (id INTEGER PRIMARY KEY)");
        statement.execute("CREATE VIRTUAL TABLE v USING vec0(e float[2], chunk_size=8)");
        statement.execute("INSERT INTO v(rowid, e) VALUES (1, '[1, 1]'), (2, '[2, 2]')");
      }
      source.start().catchUp();
      fence.raise(VECTORS, "p", "token", "raised", "moved");
      pollUntilMarks(source, 1);
      source.catchUp();

      // when a task starts behind the fence, and what else is in the file changes
      source.stop();
      int before = source.records().size();
      source.start();
      source.sql("INSERT INTO other VALUES (1);").catchUp();
      source.clock().advance(Duration.ofSeconds(1));
      source.catchUp();

      // then nothing is sent that could pass for somebody's
      assertThat(rows(source, before)).containsExactly("u other");

      // when one starts behind the lift of which nothing was read yet
      source.stop();
      before = source.records().size();
      fence.lift(VECTORS, "p", (token, whole) -> "lifted");
      source.start();
      pollUntilMarks(source, 2);

      // then
      assertThat(rows(source, before)).startsWith("u v again", "u v again");
      assertThat(rows(source, before)).allMatch(row -> row.endsWith(" again"));
    }
  }

  /** They wait until all vectors are compared. */
  private static void pollUntilMarks(Source source, int marks) throws InterruptedException {
    Instant end = Instant.now().plusSeconds(60);
    while (source.replica().messages().size() < marks) {
      assertThat(Instant.now()).isBefore(end);
      source.poll();
    }
  }

  private static List<String> sent(Source source, String sql) throws InterruptedException {
    int before = source.records().size();
    source.sql(sql).catchUp();
    return rows(source, before);
  }

  /** Operation and table of the records behind so many, and whether they are sent of themselves. */
  private static List<String> rows(Source source, int before) {
    return source.records().stream()
        .skip(before)
        .filter(record -> record.valueSchema() != null)
        .filter(record -> record.valueSchema().field("after") != null)
        .map(RowsSentAgainIT::row)
        .toList();
  }

  private static String row(SourceRecord record) {
    Struct value = (Struct) record.value();
    Struct from = Objects.requireNonNull(value.getStruct("source"));
    return value.getString("op")
        + " "
        + from.getString("table")
        + (Boolean.TRUE.equals(from.getBoolean("reread")) ? " again" : "");
  }
}
