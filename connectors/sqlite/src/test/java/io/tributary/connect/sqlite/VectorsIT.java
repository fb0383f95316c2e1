package io.tributary.connect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.files.sqlite.capture.CaptureRemoval;
import io.tributary.files.sqlite.fence.SqliteFence;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of a vec0 table come and go as the module writes them beside it. */
class VectorsIT {
  private static final String MESSAGE = "This database moved to 'main' on db.example";
  private static final List<String> NAMES = List.of("v");

  /** As vec0 0.1.9 lays out four rows to a chunk, two numbers to a vector. */
  private static final String TABLES =
      """
      CREATE TABLE other (id INTEGER PRIMARY KEY, v);
      CREATE TABLE "v_info" (key text primary key, value any);
      CREATE TABLE "v_chunks"(chunk_id INTEGER PRIMARY KEY AUTOINCREMENT,size INTEGER NOT NULL,sequence_id integer,partition00,validity BLOB NOT NULL, rowids BLOB NOT NULL);
      CREATE TABLE "v_rowids"(rowid INTEGER PRIMARY KEY AUTOINCREMENT,id,chunk_id INTEGER,chunk_offset INTEGER);
      CREATE TABLE "v_vector_chunks00"(rowid PRIMARY KEY,vectors BLOB NOT NULL);
      CREATE TABLE "v_metadatachunks00"(rowid PRIMARY KEY, data BLOB NOT NULL);
      CREATE TABLE "v_metadatatext00"(rowid PRIMARY KEY, data TEXT);
      CREATE TABLE "v_metadatachunks01"(rowid PRIMARY KEY, data BLOB NOT NULL);
      CREATE TABLE "v_auxiliary"( rowid integer PRIMARY KEY , value00);
      PRAGMA writable_schema = ON;
      INSERT INTO sqlite_master VALUES ('table', 'v', 'v', 0, 'CREATE VIRTUAL TABLE v USING vec0(e float[2], kind text, day text partition key, seen boolean, +note text)');
      PRAGMA writable_schema = OFF;
      """;

  private static Source source(String journal) {
    Source source = new Source(journal).with("vector.comparison.interval.ms", "50").sql(TABLES);
    chunk(source, 1, "mon");
    row(source, 1, 1, 0, "abc", true, 1.5f, -2f);
    row(source, 2, 1, 2, "twelve chars and more ☃", true, Float.MIN_VALUE, Float.MAX_VALUE);
    return source;
  }

  private static void chunk(Source source, int id, String day) {
    source.sql(
        ("INSERT INTO v_chunks(chunk_id, size, partition00, validity, rowids) VALUES"
                + " (%d, 4, '%s', zeroblob(1), zeroblob(32));"
                + " INSERT INTO v_vector_chunks00(_rowid_, rowid, vectors) VALUES (%d, %d, zeroblob(32));"
                + " INSERT INTO v_metadatachunks00(_rowid_, rowid, data) VALUES (%d, %d, zeroblob(64));"
                + " INSERT INTO v_metadatachunks01(_rowid_, rowid, data) VALUES (%d, %d, zeroblob(1));")
            .formatted(id, day, id, id, id, id, id, id));
  }

  /** In the order of the module: the row, its place, then what stands in chunks. */
  private static void row(
      Source source, int id, int chunk, int at, String kind, boolean seen, float... vector) {
    source.sql(
        "BEGIN; INSERT INTO v_rowids(rowid) VALUES (%d); UPDATE v_rowids SET chunk_id = %d, chunk_offset = %d WHERE rowid = %d;"
                .formatted(id, chunk, at, id)
            + vector(chunk, at, vector)
            + kind(id, chunk, at, kind)
            + "UPDATE v_metadatachunks01 SET data = x'%02x' WHERE rowid = %d;"
                .formatted(seen ? 5 : 0, chunk)
            + "INSERT INTO v_auxiliary VALUES (%d, 'note %d'); COMMIT;".formatted(id, id));
  }

  private static String vector(int chunk, int at, float... vector) {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(vector[0]).putFloat(vector[1]);
    return slot("v_vector_chunks00", "vectors", chunk, at * 8, bytes.array());
  }

  private static String kind(int id, int chunk, int at, String kind) {
    byte[] text = kind.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(text.length).put(text, 0, Math.min(12, text.length));
    return "DELETE FROM v_metadatatext00 WHERE rowid = %d;".formatted(id)
        + (text.length > 12
            ? "INSERT INTO v_metadatatext00 VALUES (%d, '%s');".formatted(id, kind)
            : "")
        + slot("v_metadatachunks00", "data", chunk, at * 16, bytes.array());
  }

  /** No trigger of the connector is on these tables, so it sees no more than of a BLOB handle. */
  private static String slot(String table, String column, int chunk, int from, byte[] bytes) {
    return "UPDATE %1$s SET %2$s = CAST(substr(%2$s, 1, %3$d) || x'%4$s' || substr(%2$s, %5$d) AS BLOB) WHERE rowid = %6$d;"
        .formatted(
            table, column, from, HexFormat.of().formatHex(bytes), from + bytes.length + 1, chunk);
  }

  private static String hex(float... vector) {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(vector[0]).putFloat(vector[1]);
    return "\\x" + HexFormat.of().formatHex(bytes.array());
  }

  private static void changedInPlace(Source source) throws InterruptedException {
    source.clock().advance(Duration.ofSeconds(1));
    source.catchUp();
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void followsInsertsDeletesAndChangesInPlace(String journal) throws Exception {
    try (Source source = source(journal)) {
      // given
      source.start().catchUp();
      List<String> first =
          List.of(
              "[1, " + hex(1.5f, -2f) + ", abc, mon, 1, note 1]",
              "[2, "
                  + hex(Float.MIN_VALUE, Float.MAX_VALUE)
                  + ", twelve chars and more ☃, mon, 1, note 2]");
      assertThat(source.replica().rows("v")).isEqualTo(first);
      int before = source.records().size();
      // when: the flags of rows 1 and 2 are overwritten together with that of row 3
      row(source, 3, 1, 1, "", false, 0f, 1f);
      chunk(source, 2, "tue");
      row(source, -4, 2, 3, "exactly12chr", true, 3f, 4f);
      source.catchUp();
      // then
      assertThat(source.replica().rows("v"))
          .contains(
              "[3, " + hex(0f, 1f) + ", , mon, 0, note 3]",
              "[-4, " + hex(3f, 4f) + ", exactly12chr, tue, 0, note -4]");
      // when: nothing is inserted or deleted
      source.sql(vector(1, 0, 9f, 9f) + kind(3, 1, 1, "a text of more than twelve bytes"));
      source.sql("UPDATE v_auxiliary SET value00 = NULL WHERE rowid = -4;");
      changedInPlace(source);
      // then: whenever the flags were noticed, each row has come as it is
      assertThat(source.replica().rows("v"))
          .contains(
              "[1, " + hex(9f, 9f) + ", abc, mon, 0, note 1]",
              "[2, "
                  + hex(Float.MIN_VALUE, Float.MAX_VALUE)
                  + ", twelve chars and more ☃, mon, 0, note 2]",
              "[3, " + hex(0f, 1f) + ", a text of more than twelve bytes, mon, 0, note 3]",
              "[-4, " + hex(3f, 4f) + ", exactly12chr, tue, 0, null]");
      assertThat(
              source.records().stream()
                  .skip(before)
                  .filter(record -> record.valueSchema() != null)
                  .filter(record -> record.valueSchema().field("after") != null)
                  .map(record -> record.key().toString())
                  .distinct())
          .hasSize(4);
      // when
      source.sql(
          "DELETE FROM v_rowids WHERE rowid IN (1, 3); DELETE FROM v_auxiliary WHERE rowid IN (1, 3);");
      row(source, 1, 2, 0, "again", true, 7f, 7f);
      source.catchUp();
      // then
      assertThat(source.replica().rows("v"))
          .hasSize(3)
          .contains("[1, " + hex(7f, 7f) + ", again, tue, 1, note 1]");
      changedInPlace(source);
      assertThat(source.replica().rows("v")).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void whatIsChangedInPlaceWhileNoTaskRunsArrives(String journal) throws Exception {
    try (Source source = source(journal)) {
      source.start().catchUp().stop();
      source.sql(vector(1, 2, 5f, 6f));
      // when: also a task that ends within reading the table again loses nothing
      source.start();
      source.poll(2);
      source.poll(2);
      source.stop().start().catchUp();
      // then
      assertThat(source.replica().rows("v"))
          .hasSize(2)
          .contains("[2, " + hex(5f, 6f) + ", twelve chars and more ☃, mon, 1, note 2]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void whatWasChangedInPlaceBeforeTheFenceIsInTheStreamBeforeItsMark(String journal)
      throws Exception {
    try (Source source = source(journal).with("vector.comparison.interval.ms", "3600000")) {
      // given
      source.start().catchUp();
      source.sql(vector(1, 0, 8f, 8f));
      source.catchUp();
      assertThat(source.replica().rows("v").get(0)).contains(hex(1.5f, -2f));
      // when
      new SqliteFence(source.file(), 5_000).raise(NAMES, "p", "token", "token", MESSAGE);
      List<String> marked = new ArrayList<>();
      while (source.replica().messages().isEmpty()) {
        source.poll();
        marked = source.replica().rows("v");
      }
      // then
      assertThat(marked.get(0)).contains(hex(8f, 8f));
    }
  }

  @Test
  void theFenceRefusesEveryWayOfWritingAndNothingOfItStays() throws Exception {
    try (Source source = source("WAL")) {
      // given
      List<String> before = FileRows.schema(source.file());
      source.start().catchUp();
      SqliteFence fence = new SqliteFence(source.file(), 5_000);
      // when
      fence.raise(NAMES, "p", "token", "token", MESSAGE);
      // then
      for (String sql :
          List.of(
              "INSERT INTO v_rowids(rowid) VALUES (9);",
              "DELETE FROM v_rowids WHERE rowid = 1;",
              "UPDATE v_auxiliary SET value00 = 'x';",
              "DELETE FROM v_metadatatext00;",
              vector(1, 0, 2f, 2f))) {
        assertThat(source.writer().run(sql)).as(sql).contains(MESSAGE);
      }
      assertThat(fence.standing(NAMES)).contains("token");
      // and: a BLOB of an indexed column cannot be written in place, which no statement tells
      assertThat(
              FileRows.of(
                  source.file(),
                  "SELECT m.tbl_name, i.name FROM sqlite_master m, pragma_index_info(m.name) i"
                      + " WHERE m.name GLOB '_tributary_fence_*' AND m.sql LIKE '% WHERE 0'"))
          .containsExactly(
              "[v_chunks, rowids]",
              "[v_chunks, validity]",
              "[v_metadatachunks00, data]",
              "[v_metadatachunks01, data]",
              "[v_vector_chunks00, vectors]");
      source.sql("DROP INDEX _tributary_fence_1_blob_1;");
      assertThat(fence.look(NAMES).orElseThrow().open()).containsExactly("v");
      // when
      fence.lift(NAMES, "p", (token, whole) -> "");
      row(source, 3, 1, 1, "", false, 0f, 1f);
      source.catchUp();
      assertThat(source.replica().rows("v")).hasSize(3);
      source.stop();
      fence.raise(NAMES, "p", "token", "token", MESSAGE);
      CaptureRemoval.from(source.file(), 5_000);
      // then
      assertThat(FileRows.schema(source.file())).isEqualTo(before);
    }
  }
}
