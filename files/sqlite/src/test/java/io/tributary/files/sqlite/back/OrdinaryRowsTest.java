package io.tributary.files.sqlite.back;

import static io.tributary.files.sqlite.back.ClosedFile.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.table.CaptureTable;
import io.tributary.files.sqlite.table.CaptureTableReader;
import io.tributary.mapping.conversion.SourceValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values are stored and found again with their class and bytes, whatever the table is like. */
class OrdinaryRowsTest {
  private static final List<String> NAMES = List.of("t");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16le"})
  void everyClassOfValuesComesAsItIs(String encoding) throws Exception {
    // given
    List<Object> values = new ArrayList<>();
    values.addAll(List.of(0L, Long.MIN_VALUE, Long.MAX_VALUE, 9_007_199_254_740_993L));
    values.addAll(
        List.of(1.0, 0.1, Double.MIN_VALUE, -Double.MAX_VALUE, Double.POSITIVE_INFINITY, 1e22));
    values.addAll(List.of("", "5", "1.50", "ä☃🙂", "a\0b", " x ", "'\"\\"));
    values.add(new byte[0]);
    values.add(new byte[] {0, 1, (byte) 0xff});
    values.add("text".getBytes(StandardCharsets.US_ASCII));
    values.add(null);
    ClosedFile file = new ClosedFile(directory.resolve("app.db"), NAMES);
    file.execute(
        "PRAGMA encoding = '" + encoding + "'", "CREATE TABLE t (id INTEGER PRIMARY KEY, v)");
    assertThat(file.closed().rows("PRAGMA encoding")).containsExactly(encoding);
    // when
    try (ReturnTransaction transaction = file.begin()) {
      transaction.openForWriting();
      for (int i = 0; i < values.size(); i++) {
        transaction.table("t").insert(row("id", 2 * i, "v", values.get(i)));
        transaction.table("t").insert(row("id", 2 * i + 1));
        transaction.table("t").update(row("id", 2 * i + 1), row("v", values.get(i)));
      }
      transaction.commit();
    }
    // then
    try (ReturnTransaction transaction = file.begin()) {
      for (int i = 0; i < values.size(); i++) {
        for (int id : List.of(2 * i, 2 * i + 1)) {
          Map<String, SourceValue> wanted = row("id", id, "v", values.get(i));
          assertThat(transaction.table("t").read(row("id", id))).contains(wanted);
        }
      }
      List<Map<String, SourceValue>> all = new ArrayList<>();
      transaction.table("t").each(all::add);
      assertThat(all).hasSize(2 * values.size());
      assertThat(transaction.table("t").count()).isEqualTo(2L * values.size());
    }
    assertThat(file.rows("SELECT typeof(v), count(*) FROM t GROUP BY 1"))
        .containsExactly("blob|6", "integer|8", "null|2", "real|12", "text|14");
    assertThat(file.rows("SELECT hex(v) FROM t WHERE id = 34")).containsExactly("");
    assertThat(file.rows("SELECT quote(v) FROM t WHERE id IN (0, 8, 22)"))
        .containsExactly("0", "1.0", "'5'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "(k PRIMARY KEY, v)",
        "(k PRIMARY KEY, v) WITHOUT ROWID",
        "(k ANY PRIMARY KEY, v ANY) STRICT",
        "(k NOT NULL UNIQUE, v)",
        "(k COLLATE NOCASE PRIMARY KEY, v)",
        "(k, v, PRIMARY KEY (k COLLATE BINARY)) WITHOUT ROWID"
      })
  void keysAreFoundByClassAndBytesAndByASearch(String definition) throws Exception {
    // given: keys that another comparison would take for each other
    ClosedFile file = ClosedFile.of(directory, "WAL", NAMES, "CREATE TABLE t " + definition);
    List<Object> keys =
        new ArrayList<>(List.of(5L, "5", 5.5, "5.5", "a", "b", "", new byte[0], new byte[] {'a'}));
    boolean ignoresCase = definition.contains("NOCASE");
    if (!ignoresCase) {
      keys.add("A");
    }
    try (ReturnTransaction transaction = file.begin()) {
      transaction.openForWriting();
      ReturnTable table = transaction.table("t");
      // when
      for (Object key : keys) {
        table.insert(row("k", key));
      }
      for (int i = 0; i < keys.size(); i++) {
        assertThat(table.update(row("k", keys.get(i)), row("v", i))).isTrue();
      }
      // then
      for (int i = 0; i < keys.size(); i++) {
        assertThat(table.read(row("k", keys.get(i)))).contains(row("k", keys.get(i), "v", i));
      }
      for (Object key : List.of(5.0, "5.0", "B", new byte[] {'b'}, "a ")) {
        assertThat(table.read(row("k", key))).isEmpty();
        assertThat(table.update(row("k", key), row("v", -1))).isFalse();
        assertThat(table.delete(row("k", key))).isFalse();
      }
      assertThat(table.delete(row("k", "a"))).isTrue();
      assertThat(table.count()).isEqualTo(keys.size() - 1);
      transaction.commit();
    }
    // and: no key costs a scan
    try (SqliteSession sqlite = SqliteSession.open(file.path(), 1000)) {
      CaptureTable table = new CaptureTableReader(sqlite).tables(NAMES::contains).get(0);
      KeyCondition condition = new KeyCondition(table, StandardCharsets.UTF_8);
      for (Object key : keys) {
        String plan = "EXPLAIN QUERY PLAN SELECT * FROM t WHERE " + condition.sql(row("k", key), 1);
        assertThat(ClosedFile.rows(sqlite.connection(), plan).toString())
            .contains("SEARCH")
            .doesNotContain("SCAN");
      }
    }
  }

  @Test
  void aTextThatIsNoUtf8StaysWhatItIs() throws Exception {
    ClosedFile file =
        ClosedFile.of(
            directory,
            "WAL",
            NAMES,
            "CREATE TABLE t (k TEXT PRIMARY KEY, u UNIQUE, v)",
            "INSERT INTO t VALUES (CAST(x'ff41' AS TEXT), CAST(x'fe' AS TEXT), 1), ('b', 'b', 2)");
    byte[] key = {(byte) 0xff, 'A'};
    // when
    try (ReturnTransaction transaction = file.begin()) {
      transaction.openForWriting();
      ReturnTable table = transaction.table("t");
      assertThat(table.read(row("k", key)))
          .contains(row("k", key, "u", new byte[] {(byte) 0xfe}, "v", 1));
      table.update(row("k", key), row("v", 3));
      // moved out and in again, as its value of u is wanted by the other row and the reverse
      List<RowChange> changes =
          List.of(
              new RowChange.Alteration(row("k", "b"), row("v", "x", "u", 9)),
              new RowChange.Alteration(row("k", key), row("u", "b")));
      assertThat(new ReturnRows(transaction, table).apply(List.copyOf(changes))).isEmpty();
      transaction.commit();
    }
    // then
    assertThat(file.rows("SELECT typeof(k), hex(k), u, v FROM t ORDER BY v"))
        .containsExactly("text|FF41|b|3", "text|62|9|x");
  }

  @Test
  void aHiddenRowidIsAKeyUnderAFreeName() throws Exception {
    ClosedFile file =
        ClosedFile.of(
            directory,
            "DELETE",
            NAMES,
            "CREATE TABLE t (rowid TEXT, v INT DEFAULT 7, g AS (v * 2), s AS (v + 1) STORED)",
            "INSERT INTO t VALUES ('a', 1), ('b', 2), ('c', 3)");
    // when
    try (ReturnTransaction transaction = file.begin()) {
      transaction.openForWriting();
      ReturnTable table = transaction.table("t");
      assertThat(table.columns()).containsExactly("_rowid_", "rowid", "v", "g", "s");
      assertThat(table.key()).containsExactly("_rowid_");
      table.insert(row("_rowid_", 40, "rowid", "new", "g", 99));
      table.update(row("_rowid_", 2), row("v", 20, "s", 5, "g", null));
      table.delete(row("_rowid_", 1));
      assertThat(table.read(row("_rowid_", 40)))
          .contains(row("_rowid_", 40, "rowid", "new", "v", 7, "g", 14, "s", 8));
      transaction.commit();
    }
    // then
    assertThat(file.rows("SELECT _rowid_, * FROM t"))
        .containsExactly("2|b|20|40|21", "3|c|3|6|4", "40|new|7|14|8");
  }

  @Test
  void theCounterOfAutoincrementNeverGoesDown() throws Exception {
    ClosedFile file =
        ClosedFile.of(
            directory,
            "WAL",
            NAMES,
            "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, v)",
            "INSERT INTO t VALUES (50, 1)");
    // when
    try (ReturnTransaction transaction = file.begin()) {
      transaction.openForWriting();
      ReturnTable table = transaction.table("t");
      table.insert(row("id", 7));
      table.delete(row("id", 50));
      transaction.commit();
    }
    // then
    assertThat(file.rows("SELECT seq FROM sqlite_sequence")).containsExactly("50");
    try (ReturnTransaction transaction = file.begin()) {
      transaction.openForWriting();
      transaction.table("t").insert(row("id", 60));
      transaction.table("t").clear();
      transaction.commit();
    }
    assertThat(file.rows("SELECT seq FROM sqlite_sequence")).containsExactly("60");
  }

  @Test
  void whatTheTableDeclaresForConflictsRemovesNoRow() throws Exception {
    ClosedFile file =
        ClosedFile.of(
            directory,
            "WAL",
            NAMES,
            "CREATE TABLE t (id INTEGER PRIMARY KEY ON CONFLICT REPLACE, u UNIQUE ON CONFLICT IGNORE)",
            "INSERT INTO t VALUES (1, 'a'), (2, 'b')");
    try (ReturnTransaction transaction = file.begin()) {
      transaction.openForWriting();
      ReturnTable table = transaction.table("t");
      for (Map<String, SourceValue> taken : List.of(row("id", 1), row("id", 3, "u", "a"))) {
        assertThatThrownBy(() -> table.insert(taken)).isInstanceOf(RowRefused.class);
      }
      assertThatThrownBy(() -> table.update(row("id", 1), row("id", 2)))
          .isInstanceOf(RowRefused.class);
      transaction.commit();
    }
    assertThat(file.rows("SELECT * FROM t")).containsExactly("1|a", "2|b");
  }

  @Test
  void aTableThatOnlyTheApplicationCanWriteIsRefusedByName() throws Exception {
    ClosedFile file =
        ClosedFile.of(
            directory,
            "WAL",
            NAMES,
            "CREATE TABLE t (id INTEGER PRIMARY KEY)",
            "CREATE TABLE log (a)",
            "CREATE TRIGGER it AFTER INSERT ON t BEGIN INSERT INTO log VALUES (app_now()); END");
    try (ReturnTransaction transaction = file.begin()) {
      assertThat(transaction.table("t").count()).isZero();
      assertThatThrownBy(transaction::openForWriting)
          .isInstanceOfSatisfying(
              SqliteFailure.class,
              e -> assertThat(e.error()).isEqualTo(SqliteError.TABLE_UNREADABLE))
          .hasMessageContaining("table t")
          .hasMessageContaining("app_now");
    }
    assertThat(file.fence().standing(NAMES)).contains("token");
  }
}
