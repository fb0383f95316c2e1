package io.tributary.validator;

import static io.tributary.validator.RangedFile.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.verdict.RowDifference.Kind;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which keys of a file cut a table into ranges, and that none of their rows falls between two. */
class RangedFileKeysIT {
  private RangedFile file;

  @AfterEach
  void close() {
    if (file != null) {
      file.close();
    }
  }

  /** Rowids of both signs, with gaps, and the least and the greatest; some rows are refused. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void hiddenRowidsOfBothSignsWithRowsInTheQuarantine(boolean writeAheadLog) throws Exception {
    // given
    file =
        new RangedFile(
            "rowids" + writeAheadLog,
            writeAheadLog,
            "CREATE TABLE notes (line TEXT, yes BOOLEAN);");
    file.both.capture("notes", "rowid");
    file.both.writer.run(
        """
        WITH RECURSIVE g(n) AS (SELECT -2000 UNION ALL SELECT n + 1 FROM g WHERE n < 1999)
        INSERT INTO notes (rowid, line, yes)
          SELECT n * 7, 'n' || n, CASE WHEN n % 400 = 0 THEN 'maybe' ELSE 1 END FROM g;
        INSERT INTO notes (rowid, line, yes) VALUES
          (-9223372036854775808, 'least', 1), (9223372036854775807, 'greatest', 1);""");
    file.both.onTarget(
        """
        INSERT INTO moved.notes (tributary_rowid, line, yes)
          SELECT n * 7, 'n' || n, true FROM generate_series(-2000, 1999) n WHERE n % 400 <> 0;
        INSERT INTO moved.notes (tributary_rowid, line, yes) VALUES
          (-9223372036854775808, 'least', true), (9223372036854775807, 'greatest', true)""");
    for (int n = -2000; n < 2000; n += 400) {
      file.both.quarantine("notes", "" + n * 7);
    }
    file.both.checkpoint(-1, Long.MAX_VALUE, null);

    // when
    file.compareAgainAndAgain();

    // then
    TableVerdict equal = awaitVerdict("main.notes", v -> v.verdict() == Verdict.EQUAL);
    assertThat(equal.rows().sourceRows()).isEqualTo(4_002);
    assertThat(equal.rows().targetRows()).isEqualTo(3_992);
    assertThat(equal.rows().quarantinedRows()).isEqualTo(10);
    assertThat(file.ledger().ranges()).isGreaterThan(6);

    // when rows differ at bounds and ends, an entry is gone, and another one has no row
    file.both.onTarget(
        """
        UPDATE moved.notes SET line = 'x' WHERE tributary_rowid = -9223372036854775808;
        DELETE FROM moved.notes WHERE tributary_rowid = 9223372036854775807;
        INSERT INTO moved.notes (tributary_rowid) VALUES (8);
        DELETE FROM tributary.quarantine WHERE source_key = '["2800"]'""");
    file.both.quarantine("notes", "-8");

    // then
    TableVerdict different =
        awaitVerdict("main.notes", v -> v.searchedThrough() && v.findings().differenceCount() > 4);
    assertThat(different.findings().differences())
        .extracting(difference -> Map.of(difference.kind(), difference.key().values()).toString())
        .containsExactlyInAnyOrder(
            said(Kind.CHANGED, "-9223372036854775808"),
            said(Kind.MISSING_IN_TARGET, "9223372036854775807"),
            said(Kind.EXTRA_IN_TARGET, "8"),
            said(Kind.MISSING_IN_TARGET, "2800"),
            said(Kind.EXTRA_IN_TARGET, "-8"));
  }

  private static String said(Kind kind, String key) {
    return Map.of(kind, List.of(key)).toString();
  }

  /** A rowid that is not the key has another order, and so may texts. */
  @Test
  void tablesWithOtherKeysStayOneRange() throws Exception {
    // given
    file =
        new RangedFile(
            "otherkeys",
            true,
            """
            CREATE TABLE backwards (id INT PRIMARY KEY, v TEXT);
            CREATE TABLE descending (id INTEGER PRIMARY KEY DESC, v TEXT);
            CREATE TABLE named (code TEXT PRIMARY KEY COLLATE NOCASE, v TEXT);
            CREATE TABLE pairs (a INTEGER, b TEXT, v TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;
            CREATE TABLE single (id INTEGER PRIMARY KEY, v TEXT) WITHOUT ROWID;
            CREATE TABLE plain (id INTEGER PRIMARY KEY, v TEXT);""");
    for (String table : List.of("backwards", "descending", "single", "plain")) {
      file.both.capture(table, "id");
      file.both.writer.run(
          "WITH RECURSIVE g(n) AS (SELECT 3000 UNION ALL SELECT n - 1 FROM g WHERE n > 1)"
              + " INSERT INTO "
              + table
              + " SELECT n, 'v' || n FROM g;");
      file.both.onTarget(
          "INSERT INTO moved." + table + " SELECT n, 'v' || n FROM generate_series(1, 3000) n");
    }
    file.both.capture("named", "code");
    file.both.capture("pairs", "a", "b");
    file.both.writer.run(
        """
        WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 3000)
        INSERT INTO named SELECT CASE n % 3 WHEN 0 THEN 'ä' WHEN 1 THEN 'Z_' ELSE 'a-' END || n, n
          FROM g;
        INSERT INTO pairs SELECT v % 7, code, v FROM named;""");
    file.both.onTarget(
        """
        INSERT INTO moved.named
          SELECT CASE n % 3 WHEN 0 THEN 'ä' WHEN 1 THEN 'Z_' ELSE 'a-' END || n, n
          FROM generate_series(1, 3000) n;
        INSERT INTO moved.pairs SELECT v::int % 7, code, v FROM moved.named""");
    file.both.checkpoint(-1, Long.MAX_VALUE, null);

    // when
    file.compareAgainAndAgain();

    // then
    await().atMost(Duration.ofSeconds(60)).until(() -> file.ledger().verified() == 6);
    await().atMost(Duration.ofSeconds(60)).until(() -> file.ledger().ranges() == 5 + 7);
    assertThat(file.comparing().verdicts)
        .extracting(TableVerdict::verdict)
        .containsOnly(Verdict.EQUAL);

    // when
    for (String table : List.of("backwards", "descending", "single", "plain")) {
      file.both.onTarget("UPDATE moved." + table + " SET v = 'x' WHERE id IN (1, 1500, 3000)");
    }

    // then
    for (String table : List.of("backwards", "descending", "single", "plain")) {
      TableVerdict found =
          awaitVerdict(
              "main." + table, v -> v.searchedThrough() && v.verdict() == Verdict.DIFFERENT);
      assertThat(keys(found, "id")).containsExactlyInAnyOrder("1", "1500", "3000");
    }
  }

  /** Somebody makes the table anew with a key that is not the rowid, in another order. */
  @Test
  void aTableWhoseKeyIsNoRowidAnyMoreIsOneRange() throws Exception {
    // given
    file = new RangedFile("otherkey", true, "CREATE TABLE big (id INTEGER PRIMARY KEY, v TEXT);");
    file.both.capture("big", "id");
    file.both.writer.run(
        "WITH RECURSIVE g(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 3000)"
            + " INSERT INTO big SELECT n, 'v' || n FROM g;");
    file.both.onTarget("INSERT INTO moved.big SELECT n, 'v' || n FROM generate_series(1, 3000) n");
    file.both.checkpoint(-1, Long.MAX_VALUE, null);
    file.compareAgainAndAgain();
    await().atMost(Duration.ofSeconds(60)).until(() -> file.ledger().verifiedRanges() == 7);

    // when
    file.both.writer.run(
        """
        BEGIN;
        CREATE TABLE other (id INT PRIMARY KEY, v TEXT);
        INSERT INTO other SELECT id, v FROM big ORDER BY id DESC;
        DROP TABLE big;
        ALTER TABLE other RENAME TO big;
        COMMIT;""");

    // then
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> file.ledger().ranges() == 1 && file.ledger().verified() == 1);
    assertThat(file.comparing().verdicts)
        .extracting(TableVerdict::verdict)
        .doesNotContain(Verdict.DIFFERENT);

    // when
    file.both.onTarget("UPDATE moved.big SET v = 'x' WHERE id = 20");

    // then
    TableVerdict found = awaitVerdict("main.big", v -> v.verdict() == Verdict.DIFFERENT);
    assertThat(keys(found, "id")).containsExactly("20");
  }

  private TableVerdict awaitVerdict(String table, Predicate<TableVerdict> wanted) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> file.latest(table), v -> v != null && wanted.test(v));
  }
}
