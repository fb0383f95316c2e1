package io.tributary.files.sqlite.back;

import static io.tributary.files.sqlite.back.ClosedFile.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.back.RowChange.Addition;
import io.tributary.files.sqlite.back.RowChange.Alteration;
import io.tributary.files.sqlite.back.RowChange.Removal;
import io.tributary.mapping.conversion.SourceValue;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows of a vec0 table are written to the byte as sqlite-vec 0.1.9 writes them; the module itself
 * reads them in a test of the connector.
 */
class VectorRowsTest {
  private static final List<String> NAMES = List.of("v");

  /** Eight rows to a chunk, two numbers to a vector. */
  private static final String[] TABLES = {
    "CREATE TABLE \"v_info\" (key text primary key, value any)",
    "CREATE TABLE \"v_chunks\"(chunk_id INTEGER PRIMARY KEY AUTOINCREMENT,size INTEGER NOT NULL,"
        + "sequence_id integer,partition00,validity BLOB NOT NULL, rowids BLOB NOT NULL)",
    "CREATE TABLE \"v_rowids\"(rowid INTEGER PRIMARY KEY AUTOINCREMENT,id,chunk_id INTEGER,"
        + "chunk_offset INTEGER)",
    "CREATE TABLE \"v_vector_chunks00\"(rowid PRIMARY KEY,vectors BLOB NOT NULL)",
    "CREATE TABLE \"v_metadatachunks00\"(rowid PRIMARY KEY, data BLOB NOT NULL)",
    "CREATE TABLE \"v_metadatatext00\"(rowid PRIMARY KEY, data TEXT)",
    "CREATE TABLE \"v_metadatachunks01\"(rowid PRIMARY KEY, data BLOB NOT NULL)",
    "CREATE TABLE \"v_auxiliary\"( rowid integer PRIMARY KEY , value00)",
    "PRAGMA writable_schema = ON",
    "INSERT INTO sqlite_master VALUES ('table', 'v', 'v', 0, 'CREATE VIRTUAL TABLE v USING"
        + " vec0(e float[2], kind text, day text partition key, seen boolean, +note text,"
        + " chunk_size=8)')",
    "PRAGMA writable_schema = RESET"
  };

  private static final String CHUNKS =
      "SELECT chunk_id, size, partition00, hex(validity), hex(rowids) FROM v_chunks";
  private static final String ZERO = "00".repeat(8);

  @TempDir Path directory;

  private static Map<String, SourceValue> values(int id, String kind, String day, boolean seen) {
    return row(
        "rowid", id, "e", vector(id), "kind", kind, "day", day, "seen", seen ? 1 : 0, "note", null);
  }

  /** Recognizable, whatever number it is. */
  private static byte[] vector(int id) {
    byte[] vector = new byte[8];
    java.util.Arrays.fill(vector, (byte) id);
    return vector;
  }

  private static List<RowRefusal> applied(ClosedFile file, RowChange... changes) {
    try (ReturnTransaction transaction = file.begin()) {
      transaction.openForWriting();
      List<RowRefusal> refused =
          new ReturnRows(transaction, transaction.table("v")).apply(List.of(changes));
      transaction.commit();
      return refused;
    }
  }

  @Test
  void rowsStandWhereTheModuleLooksForThem() throws Exception {
    // given
    ClosedFile file = ClosedFile.of(directory, "WAL", NAMES, TABLES);
    List<String> before = file.state();
    // when
    assertThat(
            applied(
                file,
                new Addition(values(1, "abc", "mon", true)),
                new Addition(values(2, "twelve chars and more ☃", "mon", false)),
                new Addition(values(3, "exactly12chr", "tue", true)),
                new Addition(values(4, "", "mon", true))))
        .isEmpty();
    assertThat(
            applied(
                file,
                new Removal(row("rowid", 1)),
                new Addition(values(5, "abc", "mon", false)),
                new Alteration(row("rowid", 4), row("day", "tue", "note", "x")),
                new Alteration(row("rowid", 2), row("e", vector(9), "kind", "now short"))))
        .isEmpty();
    // then
    assertThat(file.rows(CHUNKS))
        .containsExactly(
            "1|8|mon|03|0500000000000000" + "0200000000000000" + ZERO.repeat(6),
            "2|8|tue|03|0300000000000000" + "0400000000000000" + ZERO.repeat(6));
    assertThat(file.rows("SELECT rowid, id, chunk_id, chunk_offset FROM v_rowids"))
        .containsExactly("2|null|1|1", "3|null|2|0", "4|null|2|1", "5|null|1|0");
    assertThat(file.rows("SELECT rowid, _rowid_, hex(vectors) FROM v_vector_chunks00"))
        .containsExactly(
            "1|1|" + "05".repeat(8) + "09".repeat(8) + ZERO.repeat(6),
            "2|2|" + "03".repeat(8) + "04".repeat(8) + ZERO.repeat(6));
    assertThat(file.rows("SELECT rowid, _rowid_, hex(data) FROM v_metadatachunks00"))
        .containsExactly(
            "1|1|" + text("abc") + text("now short") + text("").repeat(6),
            "2|2|" + text("exactly12chr") + text("").repeat(7));
    assertThat(file.rows("SELECT rowid, _rowid_, hex(data) FROM v_metadatachunks01"))
        .containsExactly("1|1|00", "2|2|03");
    assertThat(file.rows("SELECT * FROM v_metadatatext00")).isEmpty();
    assertThat(file.rows("SELECT * FROM v_auxiliary"))
        .containsExactly("2|null", "3|null", "4|x", "5|null");
    assertThat(file.state()).isEqualTo(before);
    assertThat(file.fence().look(NAMES).orElseThrow().open()).isEmpty();
  }

  /** A length and twelve bytes. */
  private static String text(String value) {
    byte[] bytes = value.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return HexFormat.of().withUpperCase().formatHex(new byte[] {(byte) bytes.length, 0, 0, 0})
        + HexFormat.of().withUpperCase().formatHex(java.util.Arrays.copyOf(bytes, 12));
  }

  @Test
  void aFullChunkIsFollowedByAnotherAndAllCanGo() throws Exception {
    ClosedFile file = ClosedFile.of(directory, "DELETE", NAMES, TABLES);
    for (int id = 1; id <= 9; id++) {
      assertThat(applied(file, new Addition(values(id, "a text that is long", "mon", true))))
          .isEmpty();
    }
    assertThat(file.rows("SELECT chunk_id, hex(validity) FROM v_chunks"))
        .containsExactly("1|FF", "2|01");
    assertThat(file.rows("SELECT count(*) FROM v_metadatatext00")).containsExactly("9");
    // when
    try (ReturnTransaction transaction = file.begin()) {
      transaction.openForWriting();
      ReturnTable table = transaction.table("v");
      table.clear();
      assertThat(table.count()).isZero();
      table.insert(values(7, "again", "mon", false));
      assertThat(table.read(row("rowid", 7))).contains(values(7, "again", "mon", false));
      transaction.commit();
    }
    // then
    assertThat(file.rows("SELECT hex(validity) FROM v_chunks")).containsExactly("00", "01");
    assertThat(file.rows("SELECT * FROM v_rowids")).containsExactly("7|null|2|0");
    assertThat(file.rows("SELECT hex(vectors) FROM v_vector_chunks00"))
        .containsExactly(ZERO.repeat(8), "07".repeat(8) + ZERO.repeat(7));
    assertThat(file.rows("SELECT count(*) FROM v_metadatatext00")).containsExactly("0");
  }

  @Test
  void whatTheModuleWouldNotTakeIsRefusedByColumnAndLeavesNothing() throws Exception {
    ClosedFile file = ClosedFile.of(directory, "WAL", NAMES, TABLES);
    applied(file, new Addition(values(1, "abc", "mon", true)));
    List<String> before = file.rows(CHUNKS);
    // when
    List<RowRefusal> refused =
        applied(
            file,
            new Addition(values(1, "abc", "mon", true)),
            new Addition(row("rowid", 2, "e", vector(2), "day", "mon", "seen", 1)),
            new Addition(row("rowid", 3, "e", new byte[4], "kind", "", "day", "mon", "seen", 1)),
            new Alteration(row("rowid", 1), row("seen", 2)),
            new Alteration(row("rowid", 1), row("note", 5)));
    // then
    assertThat(refused).extracting(RowRefusal::message).hasSize(5);
    assertThat(refused.get(0).message()).contains("column seen").contains("0 or 1");
    assertThat(refused.get(1).message()).contains("column note").contains("TEXT");
    assertThat(refused.get(2).message()).contains("v_rowids.rowid");
    assertThat(refused.get(3).message()).contains("column kind").contains("not NULL");
    assertThat(refused.get(4).message()).contains("column e").contains("8 bytes");
    assertThat(file.rows(CHUNKS)).isEqualTo(before);
    assertThat(file.rows("SELECT count(*) FROM v_rowids")).containsExactly("1");
  }

  @Test
  void whatIsUndoneIsNotWrittenLater() throws Exception {
    ClosedFile file = ClosedFile.of(directory, "WAL", NAMES, TABLES);
    applied(file, new Addition(values(1, "abc", "mon", true)));
    // when
    try (ReturnTransaction transaction = file.begin()) {
      transaction.openForWriting();
      ReturnTable table = transaction.table("v");
      table.update(row("rowid", 1), row("kind", "before"));
      assertThatThrownBy(
              () ->
                  transaction.attempt(
                      () -> {
                        table.update(row("rowid", 1), row("e", vector(9), "kind", "within"));
                        table.insert(values(2, "", "mon", true));
                        throw new IllegalArgumentException("not so");
                      }))
          .hasMessage("not so");
      assertThat(table.read(row("rowid", 1))).contains(values(1, "before", "mon", true));
      transaction.commit();
    }
    // then
    assertThat(file.rows(CHUNKS))
        .containsExactly("1|8|mon|01|01" + ZERO.substring(2) + ZERO.repeat(7));
    assertThat(file.rows("SELECT hex(vectors) FROM v_vector_chunks00"))
        .containsExactly("01".repeat(8) + ZERO.repeat(7));
    assertThat(file.rows("SELECT hex(data) FROM v_metadatachunks00"))
        .containsExactly(text("before") + text("").repeat(7));
  }

  @Test
  void aDamagedChunkIsNamedAndNotWritten() throws Exception {
    ClosedFile file = ClosedFile.of(directory, "WAL", NAMES, TABLES);
    applied(file, new Addition(values(1, "abc", "mon", true)));
    file.fence().lift(NAMES, "p", (token, whole) -> "");
    file.execute("UPDATE v_vector_chunks00 SET vectors = zeroblob(24)");
    file.closed();
    try (ReturnTransaction transaction = file.begin()) {
      transaction.openForWriting();
      assertThatThrownBy(() -> transaction.table("v").update(row("rowid", 1), row("e", vector(2))))
          .isInstanceOfSatisfying(
              SqliteFailure.class,
              e -> assertThat(e.error()).isEqualTo(SqliteError.TABLE_UNREADABLE))
          .hasMessageContaining("v_vector_chunks00.vectors");
    }
  }
}
