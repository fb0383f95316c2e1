package io.tributary.files.sqlite.back;

import static io.tributary.files.sqlite.back.ClosedFile.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.files.sqlite.back.RowChange.Addition;
import io.tributary.files.sqlite.back.RowChange.Alteration;
import io.tributary.files.sqlite.back.RowChange.Removal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows get to their final states whatever order SQLite would need for it. */
class ReturnRowsTest {
  private static final List<String> NAMES = List.of("t");

  @TempDir Path directory;

  private List<RowRefusal> applied(ClosedFile file, RowChange... changes) {
    return applied(file, List.of(changes));
  }

  private List<RowRefusal> applied(ClosedFile file, List<RowChange> changes) {
    try (ReturnTransaction transaction = file.begin()) {
      transaction.openForWriting();
      List<RowRefusal> refused = new ReturnRows(transaction, transaction.table("t")).apply(changes);
      // The transaction is usable whatever was refused.
      transaction.setFact("back.refused", "" + refused.size());
      transaction.commit();
      return refused;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(id INTEGER PRIMARY KEY, u UNIQUE, r REAL, n NUMERIC, b, g AS (u || '!') STORED)",
        "(id INT PRIMARY KEY, u, r REAL, n NUMERIC, b, g AS (u || '!'), UNIQUE (u)) WITHOUT ROWID",
        "(id INT PRIMARY KEY, u ANY UNIQUE, r REAL, n ANY, b ANY, g TEXT AS (u || '!')) STRICT"
      })
  void uniqueValuesSwapAndNothingElseOfTheRowsChanges(String definition) throws Exception {
    // given
    ClosedFile file =
        ClosedFile.of(
            directory,
            "WAL",
            NAMES,
            "CREATE TABLE t " + definition,
            "INSERT INTO t VALUES (1, 'a', 0.1, 1.0, CAST(x'ff' AS TEXT)), (2, 'b', 5, 1e300, x''),"
                + " (3, 'c', -0.0, 9007199254740993, '5'), (4, 'd', 1, 2, 3)");
    String kept =
        "SELECT id, typeof(r), quote(r), typeof(n), quote(n), typeof(b), hex(b) FROM t WHERE id < 4";
    List<String> before = file.rows(kept);
    // when: a ring of three, one of which also takes the place of a row that goes
    assertThat(
            applied(
                file,
                new Alteration(row("id", 1), row("u", "b")),
                new Alteration(row("id", 2), row("u", "c")),
                new Alteration(row("id", 3), row("u", "a")),
                new Addition(row("id", 5, "u", "d", "r", 1.0)),
                new Removal(row("id", 4))))
        .isEmpty();
    // then
    assertThat(file.rows(kept)).isEqualTo(before);
    assertThat(file.rows("SELECT id, u, g FROM t ORDER BY id"))
        .containsExactly("1|b|b!", "2|c|c!", "3|a|a!", "5|d|d!");
    assertThat(file.rows("PRAGMA integrity_check")).containsExactly("ok");
  }

  @Test
  void keysSwapToo() throws Exception {
    ClosedFile file =
        ClosedFile.of(
            directory,
            "WAL",
            NAMES,
            "CREATE TABLE t (a NOT NULL, v, UNIQUE (a))",
            "INSERT INTO t (rowid, a, v) VALUES (70, 1, 'one'), (80, 2, 'two')");
    assertThat(
            applied(
                file,
                new Alteration(row("a", 1), row("a", 2)),
                new Alteration(row("a", 2), row("a", 1))))
        .isEmpty();
    assertThat(file.rows("SELECT rowid, a, v FROM t")).containsExactly("70|2|one", "80|1|two");
  }

  @Test
  void whatIsRefusedIsNamedAndTheRestIsThere() throws Exception {
    // given
    ClosedFile file =
        ClosedFile.of(
            directory,
            "WAL",
            NAMES,
            "CREATE TABLE t (id INTEGER PRIMARY KEY, u UNIQUE, c CHECK (c < 10), n NOT NULL DEFAULT 0)",
            "INSERT INTO t (id, u) VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd'), (5, 'e')");
    List<RowChange> changes =
        List.of(
            // 1 and 2 swap
            new Alteration(row("id", 1), row("u", "b")),
            new Alteration(row("id", 2), row("u", "a")),
            // 3 is refused, so that it keeps what 6 wants, which is refused for it
            new Alteration(row("id", 3), row("u", "x", "c", 11)),
            new Addition(row("id", 6, "u", "c")),
            new Addition(row("id", 7, "u", "g", "n", null)),
            new Addition(row("id", "text", "u", "h")),
            // 5 goes, 4 takes its value, 8 takes that of 4
            new Removal(row("id", 5)),
            new Alteration(row("id", 4), row("u", "e")),
            new Addition(row("id", 8, "u", "d")),
            new Alteration(row("id", 99), row("u", "nobody")));
    // when
    List<RowRefusal> refused = applied(file, changes);
    // then
    assertThat(refused)
        .extracting(RowRefusal::change)
        .containsExactlyInAnyOrder(
            changes.get(2), changes.get(3), changes.get(4), changes.get(5), changes.get(9));
    Map<Object, String> said = new TreeMap<>();
    refused.forEach(refusal -> said.put(changes.indexOf(refusal.change()), refusal.message()));
    assertThat(said.get(2)).contains("CHECK");
    assertThat(said.get(3)).contains("UNIQUE").contains("t.u");
    assertThat(said.get(4)).contains("NOT NULL").contains("t.n");
    assertThat(said.get(5)).contains("mismatch");
    assertThat(said.get(9)).contains("not there");
    assertThat(file.rows("SELECT id, u FROM t ORDER BY id"))
        .containsExactly("1|b", "2|a", "3|c", "4|e", "8|d");
    assertThat(file.rows("SELECT value FROM _tributary_capture WHERE name = 'back.refused'"))
        .containsExactly("5");
  }

  @Test
  void aFullTextIndexFollowsByItsTriggersAndOtherTriggersDoNotFire() throws Exception {
    // given
    ClosedFile file =
        ClosedFile.of(
            directory,
            "WAL",
            NAMES,
            "CREATE TABLE t (id INTEGER PRIMARY KEY, title TEXT UNIQUE, body TEXT, changed INT)",
            "CREATE VIRTUAL TABLE f USING fts5(title, body, content='t', content_rowid='id')",
            "CREATE TRIGGER t_ai AFTER INSERT ON t BEGIN INSERT INTO f(rowid, title, body)"
                + " VALUES (new.id, new.title, new.body); END",
            "CREATE TRIGGER t_ad AFTER DELETE ON t BEGIN INSERT INTO f(f, rowid, title, body)"
                + " VALUES ('delete', old.id, old.title, old.body); END",
            "CREATE TRIGGER t_au AFTER UPDATE ON t BEGIN INSERT INTO f(f, rowid, title, body)"
                + " VALUES ('delete', old.id, old.title, old.body);"
                + " INSERT INTO f(rowid, title, body) VALUES (new.id, new.title, new.body); END",
            "CREATE TRIGGER touched AFTER UPDATE OF body ON t BEGIN"
                + " UPDATE t SET changed = 1 WHERE id = new.id; END",
            "INSERT INTO t VALUES (1, 'apple', 'red', 0), (2, 'pear', 'green', 0), (3, 'fig', 'blue', 0)");
    List<String> before = file.state();
    // when
    assertThat(
            applied(
                file,
                new Alteration(row("id", 1), row("title", "pear", "body", "yellow")),
                new Alteration(row("id", 2), row("title", "apple")),
                new Removal(row("id", 3)),
                new Addition(row("id", 4, "title", "fig", "body", "black"))))
        .isEmpty();
    assertThat(applied(file, new Alteration(row("id", 4), row("body", "violet")))).isEmpty();
    // then
    file.execute("INSERT INTO f(f, rank) VALUES ('integrity-check', 1)");
    assertThat(file.rows("SELECT rowid FROM f WHERE f MATCH 'apple AND green'"))
        .containsExactly("2");
    assertThat(file.rows("SELECT rowid FROM f WHERE f MATCH 'violet'")).containsExactly("4");
    assertThat(file.rows("SELECT rowid FROM f WHERE f MATCH 'red OR blue OR black'")).isEmpty();
    assertThat(file.rows("SELECT sum(changed) FROM t")).containsExactly("0");
    assertThat(file.state()).isEqualTo(before);
  }

  @Test
  void anyFinalStateIsReached() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    ClosedFile file =
        ClosedFile.of(
            directory,
            "WAL",
            NAMES,
            "CREATE TABLE t (id INTEGER PRIMARY KEY, u UNIQUE, w, UNIQUE (w COLLATE NOCASE))");
    Map<Long, List<String>> rows = new TreeMap<>();
    for (int round = 0; round < 80; round++) {
      // when: the values of some rows are dealt out anew among some rows
      Map<Long, List<String>> next = dealt(random, rows.size());
      List<RowChange> changes = changes(rows, next);
      Collections.shuffle(changes, random);
      // then
      assertThat(applied(file, changes)).as("seed %d", seed).isEmpty();
      assertThat(file.rows("SELECT id, u, w FROM t ORDER BY id"))
          .as("seed %d", seed)
          .isEqualTo(
              next.entrySet().stream()
                  .map(row -> row.getKey() + "|" + String.join("|", row.getValue()))
                  .toList());
      rows = next;
    }
  }

  private static Map<Long, List<String>> dealt(Random random, int least) {
    List<Long> ids = new ArrayList<>();
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      ids.add((long) i);
      first.add("u" + i);
      second.add("w" + i);
    }
    Collections.shuffle(ids, random);
    Collections.shuffle(first, random);
    Collections.shuffle(second, random);
    Map<Long, List<String>> rows = new TreeMap<>();
    int many = Math.max(least - 3, random.nextInt(12));
    for (int i = 0; i < many; i++) {
      rows.put(ids.get(i), List.of(first.get(i), second.get(i)));
    }
    return rows;
  }

  private static List<RowChange> changes(
      Map<Long, List<String>> before, Map<Long, List<String>> after) {
    List<RowChange> changes = new ArrayList<>();
    before.keySet().stream()
        .filter(id -> !after.containsKey(id))
        .forEach(id -> changes.add(new Removal(row("id", id))));
    after.forEach(
        (id, values) -> {
          if (before.containsKey(id)) {
            changes.add(new Alteration(row("id", id), row("u", values.get(0), "w", values.get(1))));
          } else {
            changes.add(new Addition(row("id", id, "u", values.get(0), "w", values.get(1))));
          }
        });
    return changes;
  }
}
