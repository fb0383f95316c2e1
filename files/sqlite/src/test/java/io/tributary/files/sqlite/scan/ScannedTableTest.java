package io.tributary.files.sqlite.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.files.sqlite.SqliteValue;
import io.tributary.files.sqlite.StorageClass;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row is read once, however the table is cut and the reading is broken off. */
class ScannedTableTest {
  private static final String FILLED =
      " INSERT INTO t WITH RECURSIVE g(i) AS (SELECT -40 UNION ALL SELECT i + 1 FROM g WHERE i < 60)"
          + " SELECT i, 'k' || (i % 9), 'v' || i FROM g";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(a INTEGER PRIMARY KEY, b TEXT, v TEXT) | 7",
        "(a INTEGER PRIMARY KEY, b TEXT, v TEXT) | 500",
        "(a INT, b TEXT, v TEXT, PRIMARY KEY (b, a)) | 3",
        "(a INT, b TEXT, v TEXT) | 1",
        "(a INT, b TEXT, v TEXT, PRIMARY KEY (b, a)) WITHOUT ROWID | 0",
        "(a TEXT, b TEXT COLLATE NOCASE, v TEXT, PRIMARY KEY (b, a)) WITHOUT ROWID | 0",
        "(a, b TEXT, v TEXT, PRIMARY KEY (a)) WITHOUT ROWID | 0"
      })
  void readsEveryRowOnce(String definition, int ranges) throws SQLException {
    try (Connection file = open("CREATE TABLE t " + definition, FILLED)) {
      ScannedTable table = ScannedTable.in(file, List.of("t")).get("t");

      // when
      List<String> bounds = new ArrayList<>();
      bounds.add(null);
      bounds.addAll(
          ranges == 0 ? table.cuts().everySo(file, 20) : table.cuts().evenly(file, ranges));
      bounds.add(null);
      List<String> read = new ArrayList<>();
      for (int i = 0; i + 1 < bounds.size(); i++) {
        read(file, table, bounds.get(i), bounds.get(i + 1), read);
      }

      // then
      assertThat(bounds.size()).isEqualTo(ranges == 0 ? bounds.size() : Math.min(ranges, 101) + 1);
      assertThat(bounds.size()).isGreaterThan(1);
      assertThat(read)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(-40, 60).mapToObj(i -> "v" + i).toList());
    }
  }

  private static void read(
      Connection file, ScannedTable table, String lower, String upper, List<String> read)
      throws SQLException {
    int value = table.columns().indexOf("v");
    List<SqliteValue> after = null;
    boolean end = false;
    while (!end) {
      List<List<SqliteValue>> last = new ArrayList<>();
      end =
          table.read(
              file,
              after,
              lower,
              upper,
              row -> {
                read.add((String) row.stored(value));
                last.add(row.place());
                return last.size() < 4;
              });
      after = last.isEmpty() ? after : last.get(last.size() - 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16le", "UTF-16be"})
  void readsTextsOfOtherEncodings(String encoding) throws SQLException {
    try (Connection file =
        open(
            "PRAGMA encoding = '" + encoding + "'",
            "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)",
            "INSERT INTO t VALUES (1, 'é€😀'), (2, '')")) {
      ScannedTable table = ScannedTable.in(file, List.of("t")).get("t");
      List<Object> stored = new ArrayList<>();
      List<StorageClass> classes = new ArrayList<>();
      table.read(
          file,
          null,
          null,
          null,
          row -> {
            stored.add(row.stored(1));
            classes.add(row.exact(1).storage());
            return true;
          });
      assertThat(stored).containsExactly("é€😀", "");
      assertThat(classes).containsOnly(StorageClass.TEXT);
    }
  }

  @Test
  void givesValuesAsTheyAreStored() throws SQLException {
    try (Connection file =
        open(
            "CREATE TABLE t (v)",
            "INSERT INTO t VALUES (9223372036854775807), (-1), (0.1), (9e999), ('é\t'), (x'00'),"
                + " (x''), (''), (NULL), (CAST(x'ff' AS TEXT)), ('a' || char(0) || 'b')")) {
      ScannedTable table = ScannedTable.in(file, List.of("t")).get("t");
      List<Object> stored = new ArrayList<>();
      List<String> sent = new ArrayList<>();
      table.read(
          file,
          null,
          null,
          null,
          row -> {
            stored.add(row.stored(1));
            SqliteValue exact = row.exact(1);
            sent.add(exact.storage() + " " + exact.literal());
            return true;
          });
      assertThat(table.columns()).containsExactly("rowid", "v");
      assertThat(stored.subList(0, 5))
          .containsExactly(Long.MAX_VALUE, -1L, 0.1, Double.POSITIVE_INFINITY, "é\t");
      assertThat((byte[]) stored.get(5)).containsExactly(0);
      assertThat((byte[]) stored.get(6)).isEmpty();
      assertThat(stored.subList(7, 9)).containsExactly("", null);
      assertThat((String) stored.get(9)).contains("\uFFFD");
      assertThat((String) stored.get(10)).contains("\0");
      assertThat(sent)
          .containsExactly(
              "INTEGER 9223372036854775807",
              "INTEGER -1",
              "REAL 0.1",
              "REAL Infinity",
              "TEXT é\t",
              "BLOB \\x00",
              "BLOB \\x",
              "TEXT ",
              "NULL null",
              "TEXT_MALFORMED \\xff",
              "TEXT_WITH_NUL \\x610062");
    }
  }

  private Connection open(String... statements) throws SQLException {
    Connection file = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("t.db"));
    try (Statement statement = file.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return file;
  }
}
